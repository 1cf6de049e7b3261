import { expect, test } from '@playwright/test';
import { axeViolations } from './accessibility';
import { openWithModel, setParameter, watchConsole } from './journey';

test('two detectors on two domains: cancel, resume, table, sweep, galleries', async ({ page }) => {
  const { complaints } = watchConsole(page);
  await openWithModel(page);
  await page.getByRole('navigation', { name: 'Views' }).getByText('Evaluate').click();
  const status = page.getByLabel('Evaluation status');

  await test.step('choose three images of two domains', async () => {
    const domains = page.getByRole('group', { name: 'Domains', exact: true });
    for (const name of ['Night clear', 'Dusk rainy', 'Daytime foggy'])
      await domains.getByRole('button', { name, exact: true }).click();
    await setParameter(page, 'Images per domain', 3);
    await expect(page.getByText('Next: 12 images')).toBeVisible();
    // The box around the two splits ends with them.
    const split = page.getByRole('group', { name: 'Split', exact: true });
    const [box, last] = await Promise.all([split.boundingBox(), split.getByRole('button').last().boundingBox()]);
    expect(box!.x + box!.width - (last!.x + last!.width)).toBeLessThanOrEqual(2);
  });

  await test.step('cancel, and go on', async () => {
    await expect(page.getByLabel('Evaluation status')).toBeVisible();
    await page.getByRole('button', { name: 'Evaluate', exact: true }).last().click();
    await expect(status).toHaveText(/Image [1-9]/u);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(status).toHaveText(/Interrupted after/u);
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(status).toHaveText('Finished, 12 images', { timeout: 90_000 });
  });

  await test.step('the table has both detectors, and no interval from three images', async () => {
    const table = page.getByRole('region', { name: 'Mean average precision' });
    await expect(table.getByRole('row', { name: /^A No augmentation/u }).getByRole('cell')).toHaveText([/\d/u, /\d/u]);
    await expect(table.getByRole('row', { name: /^B − A/u })).toContainText('needs 10 images a domain');
    await page.getByRole('button', { name: 'AP .50:.95, COCO' }).click();
    await expect(page.getByText('pycocotools’ AP.')).toBeVisible();
    await expect(page.getByText('CLIP’s pretraining saw all weathers')).toBeVisible();
  });

  await test.step('the slider moves the read-outs', async () => {
    const readOuts = page.getByLabel('At the score threshold');
    const before = await readOuts.textContent();
    await page.getByLabel('Score threshold', { exact: true }).fill('0.05');
    await expect(readOuts).not.toHaveText(before!);
  });

  await test.step('galleries, a larger view', async () => {
    await page.getByRole('button', { name: /^Misses/u }).click();
    await page.getByRole('button', { name: /^True positives/u }).click();
    await page.getByRole('list', { name: 'True positives' }).getByRole('button').first().click();
    const dialog = page.getByRole('dialog', { name: /image \d/u });
    await expect(dialog.getByText(/found, \d+ false/u)).toHaveCount(2);
    await dialog.getByRole('button', { name: 'Close picture' }).click();
  });

  await test.step('gains and losses go by the score threshold', async () => {
    const kinds = { 'Gained by B': [false, true], 'Lost by B': [true, false], 'Found by both': [true, true] };
    const counts: Record<string, number> = {};
    for (const thresh of [0.3, 0.5, 0.7, 0.9]) {
      await page.getByLabel('Score threshold', { exact: true }).fill(String(thresh));
      const above = (score: string | undefined) => Number(score) > thresh;
      for (const [kind, expected] of Object.entries(kinds)) {
        await page.getByRole('group', { name: 'Kind of change' }).getByRole('button', { name: kind }).click();
        await expect(async () => {
          const tiles = page.getByRole('list', { name: kind }).getByRole('button');
          const labels = await tiles.evaluateAll((list) => list.map((tile) => tile.getAttribute('aria-label') ?? ''));
          for (const label of labels) {
            const { a, b } = /(?<a>–|\.\d\d) → (?<b>–|\.\d\d)/u.exec(label)?.groups ?? {};
            expect([above(a), above(b)], `${kind}, ${thresh}: ${label}`).toEqual(expected);
          }
          counts[kind] = (counts[kind] ?? 0) + labels.length;
        }).toPass();
      }
    }
    expect(counts['Found by both']).toBeGreaterThan(0);
    expect(counts['Gained by B']! + counts['Lost by B']!).toBeGreaterThan(0);
  });

  expect(await axeViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
});
