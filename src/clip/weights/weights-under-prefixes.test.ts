/** Files of weights as trainers, compilers and wrappers write them: the same model, whatever stands before its names. */
import { describe, expect, it } from 'vitest';
import { byteSourceOf } from '../../formats/byte-source';
import type { PickleValue } from '../../formats/torch/pickle-values';
import { openSafetensors, writeSafetensors } from '../../formats/safetensors/safetensors';
import { pickleOf, tensorValue, torchZip } from '../../formats/torch/testing-torch';
import { readBundleWeights } from './bundle-weights';
import { tinyFile } from '../testing';
import { torchFixture } from '../testing-torch';

const tiny = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
const tensors = await Promise.all(
  [...tiny.tensors.values()].map(async ({ name, dtype, shape, read }) => ({ name, dtype, shape, data: await read() })),
);
const plain = await readBundleWeights(byteSourceOf(tinyFile('single/open_clip_model.safetensors')));

/** The tiny CLIP as safetensors, under other names. */
const renamed = (rename: (name: string) => string) =>
  writeSafetensors(tensors.map((tensor) => ({ ...tensor, name: rename(tensor.name) })));

/** As `torch.save` writes it; `wrap` puts what it likes around the state dict. */
function saved(wrap: (stateDict: Map<string, PickleValue>) => PickleValue, prefix = ''): Uint8Array {
  const stateDict = new Map<string, PickleValue>();
  const storages: Record<string, Uint8Array> = {};
  for (const { name, shape, data } of tensors) {
    const key = String(stateDict.size);
    storages[key] = new Uint8Array(Float32Array.from(data as ArrayLike<number>, Number).buffer);
    stateDict.set(prefix + name, tensorValue(key, data.length, shape));
  }
  return torchZip({ pickle: pickleOf(wrap(stateDict)), storages });
}

describe('a prefix before every name', () => {
  it.each([
    '_orig_mod.',
    'clip_model.',
    'clip.',
    'module.model.',
    'module.',
    'model.',
    'model.module.',
    '_orig_mod.module.',
    'module._orig_mod.clip_model.',
    'state_dict.model.',
    'any.thing.else.',
  ])('%s gives the same model', async (prefix) => {
    const { identity } = await readBundleWeights(byteSourceOf(renamed((name) => prefix + name)));
    expect(identity).toEqual(plain.identity);
  });

  it('may stand before the visual tower alone, and before the text tower alone', async () => {
    const files = [
      renamed((name) => (name.startsWith('visual.') ? `module.${name}` : name)),
      renamed((name) => (name.startsWith('visual.') ? name : `text.${name}`)), // open_clip's CustomTextCLIP
      renamed((name) => (name.startsWith('visual.') ? `model.${name}` : `model.text.${name}`)),
    ];
    for (const file of files) expect((await readBundleWeights(byteSourceOf(file))).identity).toEqual(plain.identity);
  });

  it('may stand before a visual tower that has no visual.', async () => {
    const visual = tensors
      .filter(({ name }) => name.startsWith('visual.'))
      .map((tensor) => ({ ...tensor, name: tensor.name.replace('visual.', '_orig_mod.') }));
    const { identity, text } = await readBundleWeights(byteSourceOf(writeSafetensors(visual)));
    expect(identity[0]).toEqual(plain.identity[0]);
    expect(text).toBeNull();
  });
});

describe('timm’s names', async () => {
  const timm = await openSafetensors(await torchFixture('timm.safetensors'));
  const visual = await Promise.all(
    [...timm.tensors.values()].map(async ({ name, dtype, shape, read }) => ({
      name,
      dtype,
      shape,
      data: await read(),
    })),
  );
  const bare = await readBundleWeights(byteSourceOf(await torchFixture('timm.safetensors')));

  it.each(['_orig_mod.', 'module.', 'model.visual.'])('with %s before them are the same tower', async (prefix) => {
    const file = writeSafetensors(visual.map((tensor) => ({ ...tensor, name: prefix + tensor.name })));
    expect((await readBundleWeights(byteSourceOf(file))).identity).toEqual(bare.identity);
  });

  it('in a file of torch.save are the same tower', async () => {
    const stateDict = new Map<string, PickleValue>();
    const storages: Record<string, Uint8Array> = {};
    for (const { name, shape, data } of visual) {
      const key = String(stateDict.size);
      storages[key] = new Uint8Array(Float32Array.from(data as ArrayLike<number>, Number).buffer);
      stateDict.set(name, tensorValue(key, data.length, shape));
    }
    const file = torchZip({ pickle: pickleOf(new Map([['state_dict', stateDict]])), storages });
    expect((await readBundleWeights(byteSourceOf(file))).identity).toEqual(bare.identity);
  });
});

describe('a checkpoint that holds more than the weights', () => {
  it.each<[string, (stateDict: Map<string, PickleValue>) => PickleValue, string?]>([
    [
      'model_state_dict',
      (all) =>
        new Map<string, PickleValue>([
          ['epoch', 3],
          ['model_state_dict', all],
        ]),
    ],
    [
      'state_dict',
      (all) =>
        new Map<string, PickleValue>([
          ['state_dict', all],
          ['name', 'RN50'],
        ]),
    ],
    [
      'net',
      (all) =>
        new Map<string, PickleValue>([
          ['net', all],
          ['acc', 0.5],
        ]),
    ],
    [
      'ema',
      (all) =>
        new Map<string, PickleValue>([
          ['ema', all],
          ['decay', 0.99],
        ]),
    ],
    ['a key that is not known', (all) => new Map<string, PickleValue>([['best', all]])],
    ['state_dict with module.', (all) => new Map([['state_dict', all]]), 'module.'],
    ['net with _orig_mod.clip_model.', (all) => new Map([['net', all]]), '_orig_mod.clip_model.'],
    ['model, which holds state_dict', (all) => new Map([['model', new Map([['state_dict', all]])]])],
    [
      'model, which holds no tensor, before state_dict',
      (all) =>
        new Map<string, PickleValue>([
          ['model', new Map([['name', 'RN50']])],
          ['state_dict', all],
        ]),
    ],
    [
      'model beside its moving average',
      (all) =>
        new Map([
          ['ema', new Map(all)],
          ['model', all],
        ]),
    ],
  ])('under %s', async (_, wrap, prefix = '') => {
    const { identity } = await readBundleWeights(byteSourceOf(saved(wrap, prefix)));
    expect(identity).toEqual(plain.identity);
  });

  it('of two models under names that tell nothing is refused', async () => {
    const file = saved(
      (all) =>
        new Map([
          ['student', all],
          ['teacher', new Map(all)],
        ]),
    );
    await expect(readBundleWeights(byteSourceOf(file))).rejects.toMatchObject({
      code: 'unsupported-model',
      message:
        'The file holds layer1.0.conv1.weight 2 times: as student.visual.layer1.0.conv1.weight and teacher.visual.layer1.0.conv1.weight.',
    });
  });
});
