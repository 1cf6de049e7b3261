import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openWithModel } from './journey';

const damages = [
  {
    name: 'a missing file',
    damage: (bundle: string) => rmSync(join(bundle, 'visual'), { recursive: true }),
    message: 'visual/model.onnx',
  },
  {
    name: 'a truncated file',
    damage: (bundle: string) => {
      const file = join(bundle, 'textual/model.onnx');
      writeFileSync(file, readFileSync(file).subarray(0, 100_000));
    },
    message: 'textual/model.onnx',
  },
] as const;

test('a damaged bundle is refused by name, and the model before it stays; a good one takes its place', async ({
  page,
}, testInfo) => {
  await openWithModel(page);
  const left = page.getByRole('region', { name: 'Left pane' });
  const card = page.getByRole('dialog', { name: 'Model card' });
  const openBundle = async (name: string, damage: (bundle: string) => void) => {
    const bundle = testInfo.outputPath(name);
    cpSync('models/tiny', bundle, { recursive: true });
    rmSync(join(bundle, 'goldens'), { recursive: true });
    damage(bundle);
    if (!(await card.isVisible())) await page.getByRole('button', { name: /^Model: Built-in/u }).click();
    await page.getByLabel('Model folder').setInputFiles(bundle);
  };

  for (const { name, damage, message } of damages)
    await test.step(name, async () => {
      await openBundle(name, damage);
      await expect(page.getByText(message, { exact: false }).first()).toBeVisible();
      await expect(page.getByRole('button', { name: /^Model: Built-in/u })).toBeVisible();
      await expect(left.getByText(/\d+ found/u)).toBeVisible();
    });

  await test.step('a good one', async () => {
    await openBundle('good', () => undefined);
    await expect(page.getByRole('button', { name: /^Model: CLIP ResNet 1-1-2-1/u })).toBeVisible();
    // A model without a detector of its own detects with CLIP alone.
    await expect(left.getByLabel('Detector of the left pane')).toHaveValue('clip-zero-shot');
    await expect(left.getByText(/\d+ found/u)).toBeVisible();
    await expect(left.getByText('Looks for bus, bike, car, motor, person, rider, truck')).toBeVisible();
  });
});
