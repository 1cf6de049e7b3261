import { expect, test, type Page } from '@playwright/test';
import { axeLayoutViolations, axeViolations } from './accessibility';
import { openWithModel, watchConsole } from './journey';

const views = ['Playground', 'Optimise', 'Train', 'Detect', 'Evaluate', 'Explain', 'Results', 'Runs'];

test('a domain shows its own weather; every view is usable from 390 to 1920 wide, and axe finds no serious violation in light and dark', async ({
  page,
}) => {
  // Sixteen readings by axe.
  test.slow();
  const { complaints } = watchConsole(page);
  await openWithModel(page, './#view=detect');
  const open = (view: string) => page.getByRole('navigation', { name: 'Views' }).getByText(view).click();

  await test.step('a domain shows the same scene in its own weather, in the panes and in the address', async () => {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByText('night-rainy, test scene 2').first()).toBeVisible();
    for (const view of ['Detect', 'Playground']) {
      await open(view);
      const condition = view === 'Detect' ? 'daytime-foggy' : 'night-clear';
      const domains = page.getByRole('group', { name: 'Domain', exact: true });
      const tab = domains.getByRole('button', {
        name: condition === 'daytime-foggy' ? 'Daytime foggy' : 'Night clear',
      });
      await tab.click();
      await expect(page.getByRole('group', { name: `${condition}, test scene 2` }).first()).toBeVisible();
      await expect(tab).toHaveAttribute('aria-pressed', 'true');
      await expect(page.getByRole('group', { name: 'Scenes' }).getByRole('button', { pressed: true })).toHaveCount(1);
      await expect(page).toHaveURL(new RegExp(`cond=${condition}`, 'u'));
    }
  });

  for (const view of views)
    await test.step(view, async () => {
      await open(view);
      expect(await axeViolations(page, { seriousOnly: true })).toEqual([]);
      // Nothing runs out of the window, and only the view scrolls.
      for (const width of [390, 1280, 1920, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await outsideWindow(page), `${view} at ${width}`).toEqual({ right: 0, below: 0 });
        if (width === 390) expect(await axeLayoutViolations(page), `${view} at ${width}`).toEqual([]);
      }
    });

  await page.keyboard.press('?');
  expect(await axeViolations(page, { within: 'dialog' })).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the recorded example stands on the first screen before any model is loaded', async ({ page }) => {
  await page.route('**/models/builtin/**', () => undefined);
  await page.goto('./');
  await expect(page.getByText('Recorded', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Right pane' }).getByText(/\d+ found/u)).toBeVisible();
});

test('a view whose script is on its way says so, but not at once; one whose script fails is loaded again', async ({
  page,
}) => {
  let fail: () => void = () => undefined;
  const failing = new Promise<void>((resolve) => {
    fail = resolve;
  });
  await page.route('**/models/builtin/**', () => undefined);
  await page.route('**/TrainView-*.js', async (route) => {
    await failing;
    await route.abort();
  });
  await page.goto('./#view=train');
  const loading = page.getByRole('main').getByRole('status');
  await expect(loading).toHaveText('Loading this view…');
  const visibilities = await page.locator('.view-loading').evaluate((line) => {
    const [appears] = line.getAnimations();
    return [100, 200].map((time) => {
      if (appears) appears.currentTime = time;
      return getComputedStyle(line).visibility;
    });
  });
  expect(visibilities).toEqual(['hidden', 'visible']);
  fail();
  const failure = page.getByRole('main').getByRole('alert');
  await expect(failure).toContainText('This view could not be loaded.');
  await page.unroute('**/TrainView-*.js');
  await failure.getByRole('button', { name: 'Load again' }).click();
  await expect(page.getByLabel('Training status')).toBeVisible();
});

test('a number of the results leads to its runs, into view and marked; Close leads back', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.goto('./#view=results');
  const table = page.getByRole('region', { name: 'Ablation', exact: true });
  const cell = table.getByRole('button', { name: /^CLIP the Gap, Night rainy: / }).first();
  await cell.click();
  const runs = page.getByRole('region', { name: /^Runs of / });
  await expect(runs).toBeInViewport();
  expect(await runs.evaluate((panel) => panel.parentElement === document.activeElement)).toBe(true);
  await expect(cell).toHaveAttribute('aria-pressed', 'true');
  await expect(runs.locator('tr.opened').first()).toContainText('Night rainy');
  expect(await axeViolations(page, { within: 'main', seriousOnly: true })).toEqual([]);
  await runs.getByRole('button', { name: 'Close runs' }).click();
  await expect(cell).toBeFocused();
  await expect(runs).toHaveCount(0);
  // The last row has one rule below all of its cells, or none.
  const rules = await table
    .locator('tbody:last-of-type tr:last-child > *')
    .evaluateAll((cells) => cells.map((one) => getComputedStyle(one).borderBottomWidth));
  expect(new Set(rules).size).toBe(1);
  // The keyboard stops once a row.
  const rows = await table.locator('tbody th[scope=row]').count();
  expect(await table.locator('tbody button:not([tabindex="-1"])').count()).toBe(rows);
  expect(complaints).toEqual([]);
});

/** How far the document itself, or what holds the view in it, reaches out of the window, in pixels. */
function outsideWindow(page: Page) {
  return page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const widths = [...document.querySelectorAll('.workspace, .main')].map((element) => element.scrollWidth);
    return {
      right: Math.max(0, Math.max(scrollWidth, ...widths) - innerWidth),
      below: Math.max(0, scrollHeight - innerHeight),
    };
  });
}
