import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { openWithModel, watchConsole } from './journey';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no serious violation in any view, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { complaints } = watchConsole(page);
    await openWithModel(page);
    for (const view of ['Playground', 'Optimise', 'Train', 'Detect', 'Evaluate', 'Explain', 'Results', 'Runs']) {
      await page.getByRole('navigation', { name: 'Views' }).getByText(view).click();
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${view}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
    await page.keyboard.press('?');
    const { violations } = await new AxeBuilder({ page }).include('dialog').analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(complaints).toEqual([]);
  });
}

test('the recorded example stands on the first screen before any model is loaded', async ({ page }) => {
  await page.route('**/models/builtin/**', () => undefined);
  await page.goto('./');
  await expect(page.getByText('Recorded', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Right pane' }).getByText(/\d+ found/u)).toBeVisible();
});

test('usable at 1280 wide: nothing runs out of the window', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await openWithModel(page);
  for (const view of ['Playground', 'Optimise', 'Train', 'Detect', 'Evaluate', 'Explain', 'Results', 'Runs']) {
    await page.getByRole('navigation', { name: 'Views' }).getByText(view).click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  }
});
