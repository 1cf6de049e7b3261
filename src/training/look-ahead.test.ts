import { CodedError } from '../errors/coded-error';
import { describe, expect, it } from 'vitest';
import type { AnnotatedImages } from '../data/annotated-image';
import {
  boxPictures,
  randomClassEmbeddings,
  randomVisualWeights,
  tinyDetectorConfig,
  tinyTower,
} from '../detector/testing';
import { trainingConfig } from '../method/training-config';
import { presetParameters } from '../method/training-presets';
import { describeOnBackends } from '../tensor/testing';
import { LookAhead } from './look-ahead';
import { createPictureMaker, type MakePicture, type PictureOrder } from './make-picture';
import { createTrainer, type Trainer, type TrainerOptions } from './trainer';

const noFiles = () => Promise.reject(new Error('There are no files.'));
const visualWeights = randomVisualWeights(tinyTower, 1);
const steps = 6;

function trainer(options: Partial<TrainerOptions> = {}): Trainer {
  return createTrainer({
    visualWeights,
    detectorWeights: null,
    detectorConfig: tinyDetectorConfig,
    classEmbeddings: randomClassEmbeddings(3, tinyTower.embeddingDim, 2),
    // Flips, colours and a pool that is gone through more than once.
    config: {
      ...trainingConfig(presetParameters('builtin'), 'reference', 'jitter'),
      steps,
      imagesPerStep: 2,
      learningRate: 0.02,
      warmupSteps: 0,
      learningRateDrops: [],
    },
    images: boxPictures(5, 3),
    learned: null,
    ...options,
  });
}

async function curve(run: Trainer, count = steps): Promise<number[]> {
  const totals: number[] = [];
  while (totals.length < count) totals.push((await run.step()).lossTotal);
  return totals;
}

/** Answers after the event loop has turned, the later an order came the earlier; counts the orders that wait. */
function slowMaker(): { readonly make: MakePicture; readonly orders: PictureOrder[]; most: number } {
  const make = createPictureMaker(noFiles);
  const state = { orders: [] as PictureOrder[], most: 0 };
  let waiting = 0;
  return Object.assign(state, {
    make: async (order: PictureOrder) => {
      state.orders.push(order);
      state.most = Math.max(state.most, ++waiting);
      await new Promise((resolve) => setTimeout(resolve, (7 * state.orders.length) % 5));
      waiting--;
      return make(order);
    },
  });
}

/** Pictures, of which some files hold none. */
function withBroken(broken: readonly number[]): { readonly images: AnnotatedImages; readonly make: MakePicture } {
  const pictures = boxPictures(5, 3);
  const make = createPictureMaker(noFiles);
  return {
    images: {
      ...pictures,
      unmade: async (index) => {
        const { image, gt } = await pictures.at(index);
        return {
          source: broken.includes(index) ? { kind: 'file', file: new Blob([]) } : { kind: 'image', image },
          gt: () => gt,
          unreadable: (reason) => new CodedError('data-set-unreadable', `${index}: ${reason}`, 'Repair it.'),
        };
      },
    },
    make,
  };
}

await describeOnBackends(['wasm'], 'a training that looks ahead', () => {
  it('has the curve of one whose every step begins with nothing prepared, whatever comes when', async () => {
    const slow = slowMaker();
    const ahead = trainer({ makePicture: slow.make });
    const totals = await curve(ahead);
    ahead.dispose();
    // Two steps of two images, and nothing beyond the last step.
    expect(slow.most).toBe(4);
    expect(slow.orders).toHaveLength(2 * steps);
    let checkpoint: Uint8Array | null = null;
    const alone: number[] = [];
    for (let step = 0; step < steps; step++) {
      const run = trainer();
      if (checkpoint) await run.restore(checkpoint);
      alone.push((await run.step()).lossTotal);
      checkpoint = await run.checkpoint();
      run.dispose();
    }
    expect(totals).toEqual(alone);
  });

  it('takes a step that was ended early again with the same images, and orders none of them twice', async () => {
    const slow = slowMaker();
    const run = trainer({ makePicture: slow.make });
    const stop = new Error('stop');
    const interruption = {
      check: () => undefined,
      pause: async () => {
        throw stop;
      },
    };
    await expect(run.step(interruption)).rejects.toBe(stop);
    const totals = await curve(run, 2);
    expect(slow.orders).toHaveLength(6);
    run.dispose();
    const plain = trainer();
    expect(totals).toEqual(await curve(plain, 2));
    plain.dispose();
  });

  it('tells of a file that cannot be read at the first step that wants it, once, and takes the next image', async () => {
    const { images, make } = withBroken([2]);
    const toldAt: [step: number, message: string][] = [];
    let step = 0;
    const run = trainer({
      images,
      makePicture: make,
      onUnreadable: (error) => toldAt.push([step, (error as Error).message]),
    });
    for (; step < steps; step++) await run.step();
    run.dispose();
    const { images: none } = withBroken([0, 1, 2, 3, 4]);
    const failing = trainer({ images: none, makePicture: make });
    await expect(failing.step()).rejects.toThrow('There are no files.');
    failing.dispose();
    expect(toldAt).toEqual([[expect.any(Number), '2: There are no files.']]);
    // The order of the images follows from the seed alone.
    const orders = slowMaker();
    const whole = trainer({ makePicture: orders.make });
    await curve(whole);
    whole.dispose();
    const second = JSON.stringify((await boxPictures(5, 3).at(2)).image);
    const wanted = orders.orders.findIndex(
      ({ source }) => source.kind === 'image' && JSON.stringify(source.image) === second,
    );
    expect(toldAt[0]![0]).toBe(Math.floor(wanted / 2));
  });
});

describe('looking ahead', () => {
  it('holds one step beyond the one under way, and tells a failure when its step comes', async () => {
    const prepared: number[] = [];
    const ahead = new LookAhead(async (step) => {
      prepared.push(step);
      if (step === 1) throw new Error(`step ${step}`);
      return step;
    });
    expect(await ahead.take(0, 4)).toBe(0);
    expect(prepared).toEqual([0, 1]);
    await expect(ahead.take(1, 4)).rejects.toThrow('step 1');
    expect(await ahead.take(3, 4)).toBe(3);
    // A restored run may go back.
    expect(await ahead.take(0, 4)).toBe(0);
    expect(prepared).toEqual([0, 1, 1, 2, 3, 0, 1]);
  });
});
