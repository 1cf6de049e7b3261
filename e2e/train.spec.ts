import { expect, test } from '@playwright/test';
import { axeViolations } from './accessibility';
import { openWithModel, watchConsole } from './journey';

test('a short training: paused, the page reloaded, gone on with, its detector used and exported', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page, './#v=1&method=jitter&train.steps=6&train.imagesPerStep=1&train.scenes=4');
  await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();
  const status = page.getByLabel('Training status');
  const stored = page.getByRole('list', { name: 'Stored files' });

  await test.step('start and pause', async () => {
    // The view comes in a chunk of its own; until then the tab is the only button of that name.
    await expect(page.getByLabel('Training status')).toBeVisible();
    await page.getByRole('button', { name: 'Train', exact: true }).last().click();
    await expect(status).toHaveText(/^Step [1-3] of 6/u, { timeout: 120_000 });
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(stored).toContainText(/checkpoint, [1-5] of 6 steps/u);
  });

  await test.step('the reloaded page goes on from the checkpoint', async () => {
    await page.reload();
    await expect(status).toHaveText(/^Unfinished, [1-5] of 6 steps/u);
    await page.getByRole('button', { name: /^Go on from step [1-5]$/u }).click({ timeout: 90_000 });
    await expect(status).toHaveText(/^Trained 6 of 6 steps/u, { timeout: 120_000 });
    await expect(page.getByRole('figure', { name: /^Validation AP50 on the source: \d/u })).toBeVisible();
    await expect(stored.getByRole('listitem')).toHaveText([/^Photometric jitter.*detector/u]);
  });

  expect(await axeViolations(page)).toEqual([]);

  await test.step('a file of something else is refused, an exported detector opens', async () => {
    const input = page.getByLabel('Checkpoint or detector file');
    await input.setInputFiles({ name: 'notes.safetensors', mimeType: '', buffer: Buffer.from('no such thing') });
    await expect(page.getByRole('alert').filter({ hasText: 'notes.safetensors' })).toContainText(/was not opened/u);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      stored.getByRole('button', { name: /^Export/u }).click(),
    ]);
    await input.setInputFiles({ name: 'copy.safetensors', mimeType: '', buffer: await fileOf(download) });
    await expect(stored.getByRole('listitem')).toHaveCount(2);
  });

  await test.step('both views have the detectors', async () => {
    await page.getByRole('navigation', { name: 'Views' }).getByText('Detect').click();
    const right = page.getByRole('region', { name: 'Right pane' });
    await expect(right.getByLabel('Detector of the right pane')).toHaveValue('copy');
    const select = right.getByLabel('Detector of the right pane');
    const trained = await select.locator('option[value^="jitter-further-1-"]').getAttribute('value');
    await select.selectOption(trained);
    await expect(right.getByText(/\d+ found/u)).toBeVisible();
    await page.getByRole('navigation', { name: 'Views' }).getByText('Evaluate').click();
    await expect(page.getByLabel('Detector B, compared with A', { exact: true })).toHaveValue(trained!);
  });

  expect(complaints).toEqual([]);
});

async function fileOf(download: { createReadStream(): Promise<NodeJS.ReadableStream> }): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
