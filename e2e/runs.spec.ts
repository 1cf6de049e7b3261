import { expect, test, type Page } from '@playwright/test';
import { encodeRun } from '../src/runs/records/run-schema';
import { exampleRun } from '../src/runs/testing';
import { axeViolations } from './accessibility';
import { openWithModel, setParameter, watchConsole } from './journey';

test('two optimisations are kept and compared; the run of an earlier version is among them', async ({ page }) => {
  await leaveFormerRun(page);
  const { complaints } = watchConsole(page);
  await openWithModel(page);
  const views = page.getByRole('navigation', { name: 'Views' });
  const lines = page.getByRole('region', { name: 'Table of runs' }).locator('tbody').getByRole('row');

  await test.step('two small runs', async () => {
    await views.getByText('Optimise').click();
    for (const rate of [0.01, 0.03]) {
      await setParameter(page, 'Iterations', 3);
      await setParameter(page, 'Learning rate', rate);
      await page.getByRole('button', { name: /^Run( again)?$/u }).click();
      await expect(page.getByLabel('Optimisation status')).toHaveText('Finished', { timeout: 120_000 });
      // The page keeps the run as it ends; the view shows it once it is stored.
      await views.getByText('Runs').click();
      await expect(lines.filter({ hasText: `rate ${rate}` })).toHaveCount(1);
      await views.getByText('Optimise').click();
    }
  });

  await test.step('all are there after a reload', async () => {
    await page.reload();
    await views.getByText('Runs').click();
    await expect(lines).toHaveCount(3);
    await expect(lines.filter({ hasText: 'Rain at night' })).toContainText('Optimise');
  });

  await test.step('overlay and differences', async () => {
    for (const rate of ['0.01', '0.03'])
      await lines
        .filter({ hasText: `rate ${rate}` })
        .getByRole('checkbox')
        .check();
    await expect(page.getByRole('figure', { name: 'Total loss of 2 runs by step' })).toBeVisible();
    await page.getByRole('button', { name: 'Time', exact: true }).last().click();
    await page.getByRole('button', { name: 'Log y' }).click();
    await page.getByLabel('Smoothing').fill('0.9');
    await expect(page.getByRole('figure', { name: 'Total loss of 2 runs by time' })).toBeVisible();
    const settings = page.getByRole('region', { name: 'Configurations of the selected runs' }).getByRole('row');
    await expect(settings).toHaveText([/^Setting/u, /^config\.learningRate0\.0[13]0\.0[13]$/u]);
  });

  expect(await axeViolations(page)).toEqual([]);

  await test.step('details, and back into the view', async () => {
    await page.getByRole('button', { name: 'Rain at night', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Configuration of Rain at night' })).toContainText('config.cropSize');
    await page.getByRole('button', { name: 'Open in Optimise' }).click();
    await expect(page.getByLabel('Target prompt 1', { exact: true })).toHaveValue('an image taken on a rain night');
    await expect(page.getByLabel('Iterations', { exact: true })).toHaveValue('2');
  });
  expect(complaints).toEqual([]);
});

/** Leaves the database as the first version of the page did: one run, two tables. */
async function leaveFormerRun(page: Page): Promise<void> {
  const { offsets, ...run } = exampleRun('former');
  const encoded = encodeRun({ ...run, offsets: null });
  const whole = offsets?.kind === 'full' ? { ...offsets.offsets, values: [...offsets.offsets.values] } : null;
  await page.goto('./icons/favicon.svg');
  await page.evaluate(
    ({ run: value, offsets: grids }) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('clip-the-gap', 1);
        opening.addEventListener('upgradeneeded', () => {
          for (const table of ['runs', 'detectors']) opening.result.createObjectStore(table);
        });
        opening.addEventListener('error', () => reject(new Error('the database did not open')));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('runs', 'readwrite');
          const values = Float32Array.from(grids?.values ?? []);
          writing.objectStore('runs').put({ run: value, offsets: { ...grids, values } }, 'last');
          writing.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    { run: encoded, offsets: whole },
  );
}
