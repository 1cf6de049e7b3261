import { expect, test, type Page } from '@playwright/test';
import { openWithModel, setParameter, watchConsole } from './journey';

const smallTraining = './#v=1&method=jitter&train.steps=1&train.imagesPerStep=1&train.scenes=4';
const view = (page: Page, name: string) => page.getByRole('navigation', { name: 'Views' }).getByText(name).click();
const stored = (page: Page) => page.getByRole('list', { name: 'Stored files' }).getByRole('listitem');
const lines = (page: Page) =>
  page.getByRole('region', { name: 'Table of runs' }).locator('tbody').getByRole('row').filter({ hasText: 'jitter' });

/** Starts the training of the address; its view is open. */
async function train(page: Page): Promise<void> {
  await expect(page.getByLabel('Training status')).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
}

/** Reloads the page in the very moment in which it says that the training has ended. */
async function reloadWhenTrained(page: Page): Promise<void> {
  const reloaded = page.waitForEvent('load', { timeout: 120_000 });
  await page.getByLabel('Training status').evaluate((status) => {
    const watch = () => {
      if (status.textContent.startsWith('Trained')) location.reload();
    };
    new MutationObserver(watch).observe(status, { childList: true, subtree: true, characterData: true });
  });
  await reloaded;
}

test('two tabs train the same at once, one is reloaded as it says “Trained”: both detectors stay, and both tabs list the same; a database that the browser has closed is opened again', async ({
  context,
  page: first,
}) => {
  // Three times a page until its model answers, twice two at once.
  test.slow();
  const { complaints } = watchConsole(first);
  const second = await context.newPage();
  for (const page of [first, second]) {
    await openWithModel(page, smallTraining);
    await view(page, 'Train');
  }
  await train(first);
  await train(second);
  await Promise.all([
    reloadWhenTrained(first),
    expect(second.getByLabel('Training status')).toHaveText(/^Trained 1 of 1 step,/u, { timeout: 120_000 }),
  ]);
  for (const page of [first, second])
    await expect(stored(page)).toHaveText([/^Photometric jitter.*detector/u, /^Photometric jitter.*detector/u], {
      timeout: 90_000,
    });

  for (const page of [first, second]) {
    await view(page, 'Runs');
    await expect(lines(page)).toHaveCount(2);
  }
  await lines(first).first().getByRole('checkbox').check();
  await first.getByRole('button', { name: 'Delete selected' }).click();
  await expect(lines(second)).toHaveCount(1);
  await lines(second).getByRole('button', { name: /^Pin / }).click();
  await expect(lines(first).getByRole('button', { name: /^Pin / })).toHaveAttribute('aria-pressed', 'true');
  expect(complaints).toEqual([]);

  await test.step('a database that the browser has cleared and closed is opened again, and keeps what comes after', async () => {
    await first.close();
    await view(second, 'Optimise');
    const browser = await context.newCDPSession(second);
    await browser.send('Storage.clearDataForOrigin', {
      origin: new URL(second.url()).origin,
      storageTypes: 'indexeddb',
    });
    await setParameter(second, 'Iterations', 2);
    await second.getByRole('button', { name: /^Run( again)?$/u }).click();
    await expect(second.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 120_000 });
    await view(second, 'Runs');
    const kept = second.getByRole('region', { name: 'Table of runs' }).locator('tbody').getByRole('row');
    await expect(kept.filter({ hasText: 'Optimise' })).toHaveCount(1);
    await expect(second.getByText('kept in memory only')).toHaveCount(0);
    await second.reload();
    await expect(kept).toHaveCount(1);
    await expect(kept).toContainText('Optimise');
  });
});
