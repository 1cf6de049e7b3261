import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeImage } from '../augmentation/methods/image-change';
import { createSceneDataset } from '../data/scene-dataset';
import { flipHorizontally } from '../data/flip-image';
import { resizeForDetector } from '../detector/working-size';
import { detectorPresets } from '../method/detector-config';
import { type TrainingConfig, trainingConfig } from '../method/training-config';
import { presetParameters } from '../method/training-presets';
import { makePolicy } from '../photometrics/dictionary/make-policy';
import { exampleDictionary } from '../photometrics/dictionary/testing';
import { trainingSteps } from '../runs/records/step-rows';
import type { FreshStart, StepPicture, TrainingRequest } from './engine';
import { inProcessEngine, tinyBundle } from './testing';

const policy = makePolicy(exampleDictionary(40, 32), { rule: 'uniform' });
const scenes = 2;

function request(change: Partial<TrainingConfig> = {}): TrainingRequest & { readonly start: FreshStart } {
  const base = trainingConfig(presetParameters('builtin'), 'pool', 'photometrics');
  return {
    name: 'drawn',
    title: 'Trained with a policy',
    start: { kind: 'clip' },
    config: { ...base, steps: 3, imagesPerStep: 2, augmentationProbability: 1, seed: 3, ...change },
    scenes,
    learned: { kind: 'policy', policy },
  };
}

describe('training with a policy on the tiny model', () => {
  const engine = inProcessEngine();

  beforeAll(async () => {
    await engine.setBackend('wasm');
    await engine.loadModel(tinyBundle());
  });
  afterAll(() => engine.dispose());

  const train = async (wanted: TrainingRequest) => {
    const losses: number[] = [];
    const checkpoints: Uint8Array[] = [];
    const { detector } = await engine.train(wanted, {
      onSteps: (rows) => losses.push(...trainingSteps(rows).map(({ lossTotal }) => lossTotal)),
      onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
      checkpointEvery: 2,
    }).result;
    return { losses, checkpoint: checkpoints[0]!, detector };
  };

  it('has the same losses with the same seed, other ones without the policy, and goes on to the same curve', async () => {
    const whole = await train(request());
    expect(whole.losses).toHaveLength(3);
    expect(whole.losses.every(Number.isFinite)).toBe(true);
    expect(JSON.parse(whole.detector.provenance['targetPrompts']!)).toEqual(['any transform of the family']);
    expect((await train(request({ method: 'none', steps: 1 }))).losses[0]).not.toBe(whole.losses[0]);
    const { start, ...rest } = request();
    const resumed = await train({ ...rest, start: { kind: 'checkpoint', checkpoint: whole.checkpoint, from: start } });
    expect(resumed.losses).toEqual(whole.losses.slice(2));
    expect((await train(request())).losses).toEqual(whole.losses);
    await expect(train({ ...request(), learned: null })).rejects.toMatchObject({ code: 'bad-config' });
  });

  /** What becomes of a training scene, as the definition has it. */
  const made = async (index: number, { flip, change }: StepPicture) => {
    const { image } = await createSceneDataset({ domain: 'daytime-clear', split: 'train', count: scenes }).at(index);
    return changeImage(resizeForDetector(flip ? flipHorizontally(image) : image, detectorPresets.builtin), change);
  };

  it('shows the images of its augmented steps as the detector gets them, bit for bit', async () => {
    const pictures = await engine.stepPictures({ training: request(), from: 1, count: 3 });
    expect(pictures.map(({ step }) => step)).toEqual([1, 1, 2]);
    for (const picture of pictures) {
      expect(picture.change.kind).toBe('transform');
      const possible = await Promise.all([0, 1].map((index) => made(index, picture)));
      expect(possible.some(({ data }) => Buffer.compare(data, picture.image.data) === 0)).toBe(true);
    }
    // The first two are the step's two images, of which there are two in all.
    const [first, second] = pictures as [StepPicture, StepPicture];
    const order = Buffer.compare((await made(0, first)).data, first.image.data) === 0 ? [0, 1] : [1, 0];
    expect((await made(order[1]!, second)).data).toEqual(second.image.data);
    expect(await engine.stepPictures({ training: request(), from: 1, count: 3 })).toEqual(pictures);
  });

  it('shows half of the steps where half are augmented, and none where none is', async () => {
    const steps = async (change: Partial<TrainingConfig>) =>
      (
        await engine.stepPictures({ training: request({ steps: 40, imagesPerStep: 1, ...change }), from: 0, count: 40 })
      ).map(({ step }) => step);
    const half = await steps({ augmentationProbability: 0.5 });
    // Twenty of forty draws, within three standard errors.
    expect(Math.abs(half.length - 20)).toBeLessThan(10);
    expect(half).toEqual([...new Set(half)].sort((a, b) => a - b));
    expect(await steps({ augmentationProbability: 0 })).toEqual([]);
    expect(await steps({ method: 'none' })).toEqual([]);
  });
});
