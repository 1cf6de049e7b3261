import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { openWithModel } from './journey';
import { leaveFormerRun } from './former-run';

/** Clicks and keys that each task took before the page was arranged for them (docs/ten-tasks.md): none may take more, and all together at most half. */
const before = {
  gain: 4,
  worst: 2,
  picture: 1,
  rates: 11,
  term: 1,
  confused: 4,
  photo: 1,
  latex: 3,
  send: 2,
  again: 3,
} as const;
type Task = keyof typeof before;

test('ten tasks take at most half of the clicks and keys that they took', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await leaveFormerRun(page);
  await countHands(page);
  await openWithModel(page, './#v=1&its=2&crops=1&images=1&pool=1');
  const view = (name: string) => page.getByRole('region', { name, exact: true });
  const counts: Partial<Record<Task, number>> = {};
  /** Does a task from the first screen, and counts. */
  const task = async (name: Task, done: () => Promise<void>) => {
    await page.keyboard.press('1');
    await page.evaluate(() => (window.hands = 0));
    await test.step(name, done);
    counts[name] = await page.evaluate(() => window.hands);
  };

  await task('gain', async () => {
    const gained = page.getByRole('button', { name: /^Gained [1-9]/u });
    const compared = view('Detect').getByText(/^B (finds|loses) \d/u);
    const shown = page
      .getByRole('group', { name: 'Scenes' })
      .getByRole('button', { name: /^night-rainy, scene \d+$/u, pressed: true });
    // The first street that differs may be one that loses an object.
    while (!(await gained.isVisible())) {
      const former = await shown.getAttribute('aria-label');
      await page.getByRole('button', { name: 'Next difference' }).click();
      await expect(shown).not.toHaveAttribute('aria-label', former!);
      await expect(compared).toBeVisible({ timeout: 60_000 });
    }
  });
  await task('worst', async () => {
    const conditions = view('Same street, eighteen conditions');
    await conditions.getByRole('button', { name: 'B', exact: true }).click();
    await expect(conditions.getByRole('group', { name: 'The same street in eighteen conditions' })).toContainText(
      /\d\d\.\d/u,
    );
  });
  await task('picture', async () => {
    await page.getByRole('button', { name: 'Pictures of target prompt 3' }).click();
    await expect(view('In pixels').getByText(/^3 · /u)).toBeVisible();
  });
  await task('rates', async () => {
    await page.keyboard.press('2');
    await page.getByRole('button', { name: 'Run 3' }).click();
    await expect(page.getByRole('figure', { name: 'Optimisation loss of 3 runs by learning rate' })).toBeVisible({
      timeout: 120_000,
    });
  });
  await task('term', async () => {
    await view('Optimise').getByText('‖Ā‖').click();
    await expect(page.getByRole('tooltip')).toContainText(/norm|length/iu);
  });
  await task('confused', async () => {
    await page.keyboard.press('5');
    await expect(
      page.getByText('The results below are of').or(page.getByText('Recorded example')).first(),
    ).toBeVisible();
    await expect(page.getByRole('heading', { name: /^Confusion/u })).toBeVisible({ timeout: 60_000 });
  });
  await task('photo', async () => {
    await dropPhoto(page);
    await expect(
      view('Left pane')
        .getByText(/boxes|found/u)
        .first(),
    ).toBeVisible({ timeout: 60_000 });
  });
  await task('latex', async () => {
    await page.keyboard.press('7');
    await page
      .getByRole('button', { name: /^Export the (table|ablation)$/u })
      .first()
      .click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /LaTeX/u }).first().click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.tex$/u);
  });
  await task('send', async () => {
    await page.keyboard.press('Shift+L');
    await expect(page.getByText('Link copied.')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('#v=1');
  });
  await task('again', async () => {
    await page.keyboard.press('8');
    await page.getByRole('button', { name: 'Rain at night', exact: true }).click();
    await page.getByRole('button', { name: /^Open in/u }).click();
    await expect(page.getByLabel('Optimisation status')).toContainText('Finished');
  });

  test.info().annotations.push({ type: 'clicks and keys', description: JSON.stringify(counts) });
  const sum = (all: Readonly<Record<string, number>>) => Object.values(all).reduce((total, count) => total + count, 0);
  for (const [name, count] of Object.entries(counts)) expect(count, name).toBeLessThanOrEqual(before[name as Task]);
  expect(sum(counts)).toBeLessThanOrEqual(sum(before) / 2);
});

declare global {
  interface Window {
    /** Clicks, drops and keys since the task began. */
    hands: number;
  }
}

/** Counts what a hand does: presses of the mouse, of keys but for Shift alone, and drops. */
async function countHands(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.hands = 0;
    addEventListener('pointerdown', () => window.hands++, true);
    addEventListener('drop', () => window.hands++, true);
    addEventListener('keydown', ({ key }) => (window.hands += Number(key !== 'Shift')), true);
  });
}

async function dropPhoto(page: Page): Promise<void> {
  const file = fileURLToPath(new URL('../docs/images/page-light.png', import.meta.url));
  const input = page.locator('[data-open="images"]');
  // A file is chosen in place of a drop, which counts as one.
  await input.setInputFiles(file);
  await page.evaluate(() => window.hands++);
}
