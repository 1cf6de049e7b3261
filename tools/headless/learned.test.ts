import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MethodName } from '../../src/method/method-names';
import { makePolicy } from '../../src/photometrics/dictionary/make-policy';
import { exampleDictionary } from '../../src/photometrics/dictionary/testing';
import { policyFile } from '../../src/photometrics/policy';
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

  const page = null as never;
  const model = null as never;
  const uniform = makePolicy(exampleDictionary(40, 8), { rule: 'uniform' });
  const training = (method: MethodName) => ({ method }) as const;

  test('a policy file is taken as it is, with corruptions in it', async () => {
    const corruption = { kind: 'corruption', corruption: 'jpeg', severity: 2 } as const;
    const transforms = [{ weight: 1, score: 0.5, leastStrength: 0, transform: corruption }];
    const policy = { ...uniform, prompts: [{ text: 'old camera', confidence: 0.5, transforms }] };
    writeFileSync(join(folder, 'policy.json'), policyFile(policy));
    const open = await learnedOf({ policy: 'policy.json', training: training('photometrics') }, folder);
    expect(await open(page, model, { method: 'photometrics', seed: 1 })).toEqual({ kind: 'policy', policy });
    await expect(
      learnedOf({ policy: 'policy.json', training: training('photometrics-random') }, folder),
    ).rejects.toMatchObject({ code: 'bad-config', message: expect.stringContaining('is the control') as string });
    writeFileSync(join(folder, 'uniform.json'), policyFile(uniform));
    await expect(
      learnedOf({ policy: 'uniform.json', training: training('photometrics-uniform') }, folder),
    ).resolves.toBeTypeOf('function');
  });
});
