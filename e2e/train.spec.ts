import { expect, test } from '@playwright/test';
import { openWithModel, setParameter, watchConsole } from './journey';

test('a training is paused, survives a reload, goes on, and its detector is there', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page);
  await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();
  const status = page.getByLabel('Training status');
  await page.getByRole('radio', { name: /^CLIP the Gap/u }).check();
  await page.getByRole('button', { name: 'Take the shipped offsets' }).click();
  await expect(page.getByText('With the offsets of 15 prompts')).toBeVisible();
  await page.getByRole('radio', { name: /^No augmentation/u }).check();
  await setParameter(page, 'Steps', 25);
  await setParameter(page, 'Images per step', 1);
  await setParameter(page, 'Training scenes', 8);

  await page.getByRole('button', { name: 'Train', exact: true }).last().click();
  // The checkpoint comes after 20 steps; the run is interrupted by the reload, in whatever step it is then.
  await expect(status).toHaveText(/Step 2[0-4] of 25/u, { timeout: 120_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status).toHaveText(/Paused at step/u);
  await expect(page.getByText(/^Checkpoint of .*step 20$/u)).toBeVisible();
  await page.reload();

  await expect(status).toHaveText('Interrupted at step 20 of 25', { timeout: 30_000 });
  await page.getByRole('button', { name: 'Go on from step 20' }).click({ timeout: 90_000 });
  await expect(status).toHaveText(/Trained 25 steps/u, { timeout: 120_000 });
  await expect(page.getByRole('figure', { name: /Source validation AP50 [\d.]+ % after 25 steps/u })).toBeVisible();

  const title = 'No augmentation, train on, seed 1';
  await page.getByRole('button', { name: `Delete ${title}` }).click();
  await expect(page.getByRole('button', { name: `Delete ${title}` })).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('navigation', { name: 'Views' }).getByText('Detect').click();
  await page.getByLabel('Detector of the right pane').selectOption({ label: title });
  await expect(page.getByRole('region', { name: 'Right pane' }).getByText(/\d+ found/u)).toBeVisible();

  await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();
  const broken = { name: 'other.safetensors', mimeType: 'application/octet-stream', buffer: Buffer.from('nothing') };
  await page.getByLabel('Detector file').setInputFiles(broken);
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expect(page.getByRole('button', { name: `Delete ${title}` })).toBeVisible();
  expect(complaints).toEqual([]);
});
