import { expect, test, type Locator } from '@playwright/test';
import { openWithModel, withoutRecordings } from './journey';
import { byteSourceOf } from '../src/formats/byte-source';
import { anyArchive, openZipArchive } from '../src/formats/zip/zip-archive';

test('the offsets of a checkpoint are numbered until the user names them', async ({ page }) => {
  await page.goto('./?headless');
  await page.waitForFunction(() => 'playgroundEngine' in globalThis);
  const checkpoint = await page.evaluate(async () => {
    const engine = globalThis.playgroundEngine;
    await engine.setBackend('wasm');
    const model = await engine.loadModel({ kind: 'url', url: new URL('models/builtin/', document.baseURI).href });
    const all = await engine.loadOffsets(model.offsets[0]!);
    const targets = 3; // no known set of prompts has as many
    const values = all.values.slice(0, targets * all.channels * all.height * all.width);
    const offsets = { ...all, targetPrompts: all.targetPrompts.slice(0, targets), values };
    const bytes = await engine.exportCheckpoint({ detector: 'clip-the-gap', offsets });
    return new Promise<string>((resolve) => {
      const reader = new FileReader();
      reader.addEventListener('load', () => {
        if (typeof reader.result === 'string') resolve(reader.result.split(',')[1]!);
      });
      reader.readAsDataURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
    });
  });

  await withoutRecordings(page);
  await openWithModel(page);
  await page.getByRole('navigation', { name: 'Views' }).getByText('Train').click();

  await test.step('an empty Train panel says nothing twice, and labels of the PyTorch panel look like others', async () => {
    const panel = (name: string) => page.getByRole('region', { name, exact: true });
    const sentences = (await panel('Train').innerText()).match(/[^.\n]{12,}\./gu) ?? [];
    expect(sentences).toContainEqual(expect.stringContaining('appear here while it trains'));
    expect(new Set(sentences).size).toBe(sentences.length);
    await panel('PyTorch').getByText('Names that a checkpoint does not hold').click();
    const looks = async (labels: Locator) =>
      labels.evaluateAll((list) =>
        list.map((label) => {
          const { fontSize, fontWeight, color } = getComputedStyle(label);
          return [fontSize, fontWeight, color].join(' ');
        }),
      );
    const [usual] = await looks(page.getByText('Steps', { exact: true }));
    expect(await looks(panel('PyTorch').locator('.label-row'))).toEqual([usual, usual, usual]);
    // Each label has its distance from the field above.
    const [above, below] = await Promise.all([
      page.getByLabel('Class names').boundingBox(),
      panel('PyTorch').getByText('Target prompts', { exact: true }).boundingBox(),
    ]);
    expect(below!.y - (above!.y + above!.height)).toBeGreaterThanOrEqual(6);
  });

  await page.getByLabel('PyTorch checkpoint').setInputFiles({
    name: 'best.pth',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(checkpoint, 'base64'),
  });
  const names = page.getByLabel('One prompt a line, in the order of its prompt file');
  await expect(names).toHaveValue('target 1\ntarget 2\ntarget 3', { timeout: 60_000 });
  await expect(page.getByText('Offsets: of the checkpoint “best.pth”, 3 target prompts.')).toBeVisible();
  await names.fill('fog\nrain');
  await page.getByRole('button', { name: 'Name the targets' }).click();
  await expect(
    page.getByText('The checkpoint has 3 targets, and these are 2 prompts. Write one a line.'),
  ).toBeVisible();
  await names.fill('fog\nrain, at night\nsnow');
  await page.getByRole('button', { name: 'Name the targets' }).click();
  await expect(page.getByText('The checkpoint has 3 targets')).toBeHidden();

  await page.getByLabel('With the semantic offsets that training would take').check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export for PyTorch' }).click(),
  ]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(Buffer.from(part as Uint8Array));
  const archive = await openZipArchive(byteSourceOf(Buffer.concat(parts)), anyArchive);
  const prompts = await archive.read(archive.entries.get('prunedprompts2.txt')!, 1000);
  expect(new TextDecoder().decode(prompts)).toBe('fog\nrain, at night\nsnow\n');
});
