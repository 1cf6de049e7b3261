import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { learnedOf } from './learned';

describe('files that a training is told to use', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'learned-'));
    writeFileSync(join(folder, 'cut.safetensors'), 'short');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['styles', 'offsets'] as const)('%s that cannot be read are named with their key', async (key) => {
    await expect(learnedOf({ [key]: 'cut.safetensors' }, folder)).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringMatching(new RegExp(`^${key}: cut\\.safetensors: This is no file of `, 'u')) as string,
    });
    await expect(learnedOf({ [key]: 'gone.safetensors' }, folder)).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringMatching(new RegExp(`^${key}: there is no file `, 'u')) as string,
    });
  });

  test('both at once are refused', async () => {
    await expect(learnedOf({ offsets: 'a.safetensors', styles: 'b.safetensors' }, folder)).rejects.toMatchObject({
      code: 'bad-config',
      message: 'offsets and styles are both given.',
    });
  });
});
