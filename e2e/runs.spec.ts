import { expect, test } from '@playwright/test';
import { axeViolations } from './accessibility';
import { leaveFormerRun } from './former-run';
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
