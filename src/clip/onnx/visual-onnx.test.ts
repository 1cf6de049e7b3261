import { describe, expect, test } from 'vitest';
import { tinyFile, tinyWeights } from '../testing';
import { readVisualOnnx } from './visual-onnx';
import { visualWeightsFromStateDict } from '../weights/visual-state-dict';
import { fold, tensorNames } from '../weights/visual-weights';
import { openSafetensors } from '../../formats/safetensors/safetensors';

const architecture = {
  width: 8,
  blocks: [1, 1, 2, 1],
  resolution: 64,
  embeddingDim: 32,
  featureChannels: 128,
  headChannels: 256,
  heads: 4,
  grid: 4,
};

/** Largest |a − b| over all tensors of two towers of the same form. */
function difference(a: ReturnType<typeof tinyWeights>, b: ReturnType<typeof tinyWeights>): number {
  let worst = 0;
  expect([...a.tensors.keys()]).toEqual([...b.tensors.keys()]);
  for (const [name, { shape, data }] of a.tensors) {
    expect(b.tensors.get(name)?.shape, name).toEqual(shape);
    data.forEach((value, i) => (worst = Math.max(worst, Math.abs(value - (b.tensors.get(name)?.data[i] as number)))));
  }
  return worst;
}

describe('visual weights from ONNX', () => {
  test('an unfolded export gives every tensor under its name', () => {
    const weights = tinyWeights();
    expect(weights.architecture).toEqual(architecture);
    expect(weights.folded).toBe(false);
    expect([...weights.tensors.keys()]).toEqual(tensorNames(weights.architecture, false));
  });

  test('an anonymous, folded export holds what folding the other gives', () => {
    const folded = tinyWeights(true);
    expect(folded.folded).toBe(true);
    expect(difference(fold(tinyWeights()), folded)).toBeLessThan(5e-7);
    expect(fold(folded)).toBe(folded);
  });

  test('the state dict of the same model in fp16 agrees to its precision', async () => {
    const { tensors } = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
    const weights = await visualWeightsFromStateDict(tensors);
    expect(weights.architecture).toEqual(architecture);
    expect(difference(weights, tinyWeights())).toBeLessThan(2e-3);
  });

  test('another graph is refused in words', () => {
    expect(() => readVisualOnnx(tinyFile('textual/model.onnx'))).toThrow(
      expect.objectContaining({
        code: 'unsupported-model',
        message: expect.stringContaining('not that of a CLIP ResNet') as string,
      }),
    );
  });

  test('a state dict without a tower is refused', async () => {
    await expect(visualWeightsFromStateDict(new Map())).rejects.toMatchObject({ code: 'unsupported-model' });
    const { tensors } = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
    const less = new Map([...tensors].filter(([name]) => name !== 'visual.layer3.1.bn2.running_var'));
    await expect(visualWeightsFromStateDict(less)).rejects.toMatchObject({
      code: 'unsupported-model',
      message: 'visual.layer3.1.bn2.running_var should be [32] and is missing.',
    });
  });
});
