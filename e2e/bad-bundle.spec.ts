import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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

for (const { name, damage, message } of damages) {
  test(`a bundle with ${name} is refused by name, and the model before it stays`, async ({ page }) => {
    const bundle = mkdtempSync(join(tmpdir(), 'bundle-'));
    try {
      cpSync('models/tiny', bundle, { recursive: true });
      rmSync(join(bundle, 'goldens'), { recursive: true });
      damage(bundle);
      await openWithModel(page);
      await page.getByRole('button', { name: /^Model: Built-in/u }).click();
      await page.getByLabel('Model folder').setInputFiles(bundle);
      await expect(page.getByText(message, { exact: false }).first()).toBeVisible();
      await expect(page.getByRole('button', { name: /^Model: Built-in/u })).toBeVisible();
      await expect(page.getByRole('region', { name: 'Left pane' }).getByText(/\d+ found/u)).toBeVisible();
    } finally {
      rmSync(bundle, { recursive: true });
    }
  });
}

test('a good bundle from disk takes the place of the built-in one', async ({ page }) => {
  const bundle = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    cpSync('models/tiny', bundle, { recursive: true });
    rmSync(join(bundle, 'goldens'), { recursive: true });
    await openWithModel(page);
    await page.getByRole('button', { name: /^Model: Built-in/u }).click();
    await page.getByLabel('Model folder').setInputFiles(bundle);
    await expect(page.getByRole('button', { name: /^Model: CLIP ResNet 1-1-2-1/u })).toBeVisible();
    const left = page.getByRole('region', { name: 'Left pane' });
    // A model without a detector of its own detects with CLIP alone.
    await expect(left.getByLabel('Detector of the left pane')).toHaveValue('clip-zero-shot');
    await expect(left.getByText(/\d+ found/u)).toBeVisible();
    await expect(left.getByText('Looks for bus, bike, car, motor, person, rider, truck')).toBeVisible();
  } finally {
    rmSync(bundle, { recursive: true });
  }
});
