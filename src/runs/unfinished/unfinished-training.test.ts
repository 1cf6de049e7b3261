import { expect, it } from 'vitest';
import { openSafetensors, writeSafetensors } from '../../formats/safetensors/safetensors';
import { extendSafetensors } from '../../formats/safetensors/extend-safetensors';
import { makePolicy } from '../../photometrics/dictionary/make-policy';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { familyVersion } from '../../photometrics/parameters';
import { learnedPrompts } from '../records/learned-record';
import { exampleCheckpoint, exampleUnfinished } from '../testing';
import { readUnfinishedTraining, writeUnfinishedTraining } from './unfinished-training';

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

it('brings back what was written, beside the weights', async () => {
  const training = exampleUnfinished('mine');
  const file = await writeUnfinishedTraining(training, exampleCheckpoint);
  expect(await readUnfinishedTraining(file)).toEqual(training);
  const opened = await openSafetensors(await bytesOf(file));
  expect(await opened.get('weight').read()).toEqual(Float32Array.of(1, 2));
  const plain = { ...training, request: { ...training.request, learned: null, start: { kind: 'clip' } } } as const;
  expect(await readUnfinishedTraining(await writeUnfinishedTraining(plain, exampleCheckpoint))).toEqual(plain);
});

it('names the detector of a file of an earlier version after its run, so that it takes no other place', async () => {
  const id = '65030bb0-aaaa-4bbb-8ccc-000000000000';
  const training = exampleUnfinished(id);
  const former = { ...training, request: { ...training.request, name: 'additive-further-7' } };
  const { request } = await readUnfinishedTraining(await writeUnfinishedTraining(former, exampleCheckpoint));
  expect(request.name).toBe('additive-further-7-65030bb0');
});

it('keeps styles as it keeps offsets', async () => {
  const training = exampleUnfinished('mine');
  const styles = {
    targetPrompts: ['night', 'fog'],
    stylesPerPrompt: 2,
    channels: 1,
    means: Float32Array.of(1, -2, 3, 4),
    deviations: Float32Array.of(0, 0.5, 1, 2),
  };
  const styled = { ...training, request: { ...training.request, learned: { kind: 'styles', styles } } } as const;
  expect(await readUnfinishedTraining(await writeUnfinishedTraining(styled, exampleCheckpoint))).toEqual(styled);
});

it('keeps a policy to the last digit, and refuses one of another family of transforms', async () => {
  const training = exampleUnfinished('mine');
  const dictionary = exampleDictionary(40, 8);
  const source = { text: 'day', embedding: dictionary.neutralTexts[0]! };
  const targets = [{ text: 'night', embedding: dictionary.neutralTexts[1]!, identity: false }];
  const policy = makePolicy(dictionary, { rule: 'text', source, targets });
  const drawing = { ...training, request: { ...training.request, learned: { kind: 'policy', policy } } } as const;
  const file = await bytesOf(await writeUnfinishedTraining(drawing, exampleCheckpoint));
  const read = await readUnfinishedTraining(new Blob([file]));
  expect(read).toEqual(drawing);
  expect(learnedPrompts(read.request.learned)).toEqual(['night']);
  const run = (await openSafetensors(file)).metadata.get('run')!;
  const other = await extendSafetensors(file, [], { run: run.replace(familyVersion, 'photometrics-0') });
  await expect(readUnfinishedTraining(new Blob([...other]))).rejects.toMatchObject({
    code: 'invalid-data',
    message: expect.stringContaining(
      `request.learned.policy: the policy has version 1 of the family "photometrics-0"; this program reads version 1 of "${familyVersion}"`,
    ) as string,
  });
});

it('says so where the run cannot be parsed', async () => {
  const former = await bytesOf(await writeUnfinishedTraining(exampleUnfinished('mine'), exampleCheckpoint));
  const parts = await extendSafetensors(former, [], { run: '{' });
  await expect(readUnfinishedTraining(new Blob([...parts]))).rejects.toMatchObject({
    code: 'invalid-data',
    message: 'The run in the checkpoint is no JSON.',
  });
});

it('says what it expected of a file that is something else', async () => {
  const refusal = async (file: Uint8Array) => {
    const error = await readUnfinishedTraining(new Blob([file as Uint8Array<ArrayBuffer>])).catch(
      (reason: unknown) => reason,
    );
    return error instanceof Error ? error.message : null;
  };
  expect(await refusal(Uint8Array.of(1, 2, 3))).toContain('at least 8 bytes');
  expect(await refusal(writeSafetensors([], { format: 'clip-the-gap-detector' }))).toContain('no training checkpoint');
  expect(await refusal(exampleCheckpoint)).toContain('which run it belongs to');
  const whole = await bytesOf(await writeUnfinishedTraining(exampleUnfinished('mine'), exampleCheckpoint));
  expect(await refusal(whole.subarray(0, whole.length - 5))).toContain('ends at byte');
});

it('names another version, a broken field, and curves that do not fit', async () => {
  const file = await bytesOf(await writeUnfinishedTraining(exampleUnfinished('mine'), exampleCheckpoint));
  const run = JSON.parse((await openSafetensors(file)).metadata.get('run')!) as object;
  const read = async (change: object) =>
    readUnfinishedTraining(
      new Blob([...(await extendSafetensors(file, [], { run: JSON.stringify({ ...run, ...change }) }))]),
    );
  await expect(read({ version: 2 })).rejects.toThrow('has version 2, this page reads 1');
  await expect(read({ createdAt: 'yesterday' })).rejects.toThrow('createdAt');
  await expect(read({ steps: 3 })).rejects.toThrow('curves');
});
