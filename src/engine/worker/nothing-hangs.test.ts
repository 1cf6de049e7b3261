import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formulaImage } from '../../clip/testing';
import type { EngineClient } from '../client/client';
import type { Engine, ModelInfo } from '../engine';
import { inProcessEngine, smallCrops, smallTraining, textInThisThread, tinyBundle } from '../testing';
import type { StartText } from '../model/text-service';

const images = [formulaImage(0, 96, 80)];
const ignore = { onSteps: () => undefined };

let engine: EngineClient;
let info: ModelInfo;
/** Text workers that were started; a silent one answers nothing. */
let textWorkers: { readonly end: (details: string) => void }[];
let silent: boolean;

const startText: StartText = (onMessage, onEnd) => {
  textWorkers.push({ end: onEnd });
  const worker = textInThisThread(onMessage, onEnd);
  return silent ? { ...worker, post: () => undefined } : worker;
};

beforeEach(async () => {
  textWorkers = [];
  silent = false;
  engine = inProcessEngine({ startText });
  await engine.setBackend('wasm');
  info = await engine.loadModel(tinyBundle());
});
afterEach(() => engine.dispose());

const optimisation = (targets: number, cropsPerStep: number): Parameters<Engine['optimise']>[0] => ({
  ...info.optimisationDefaults,
  sourcePrompt: 'day',
  targetPrompts: Array.from({ length: targets }, (_, target) => `night ${target}`),
  iterations: 2,
  ...smallCrops,
  cropsPerStep,
});

const training = smallTraining('mine');

describe('an iteration of many seconds', () => {
  it.each([
    [25, 512],
    [1, 4096],
  ])('ends when it is told to, and lets others work: %i prompts, %i crops', async (targets, crops) => {
    const config = optimisation(targets, crops);
    const short = () => engine.optimise({ ...config, cropsPerStep: 2 }, images, ignore).result;
    const expected = await short();
    const tensors = tf.memory().numTensors;
    const job = engine.optimise(config, images, ignore);
    // The second one is asked for when the iteration has long begun, and is answered inside it.
    await engine.embedImages(images);
    await engine.embedImages(images);
    await engine.embedImages(images);
    job.stop();
    expect(await job.result).toMatchObject({ iterations: 0, stopped: true });
    expect(tf.memory().numTensors).toBe(tensors);
    expect(await short()).toEqual(expected);
  });
});

describe('a text worker that is silent', () => {
  beforeEach(() => {
    silent = true;
  });

  it('does not keep an optimisation from being stopped', async () => {
    const job = engine.optimise(optimisation(2, 2), images, ignore);
    await engine.embedImages(images);
    job.stop();
    const { offsets, iterations, stopped } = await job.result;
    expect({ iterations, stopped }).toEqual({ iterations: 0, stopped: true });
    expect(offsets.values).toEqual(new Float32Array(2 * 128 * 4 * 4));
  });

  it('does not keep a training or the learning of styles from being stopped', async () => {
    const trained = engine.train(training, ignore);
    trained.stop();
    await expect(trained.result).rejects.toMatchObject({ code: 'cancelled' });
    const styled = { ...info.styleDefaults, crops: 2, cropSize: 64, imageShortSide: 64, targetPrompts: ['night'] };
    const learned = engine.learnStyles(styled, images, {});
    learned.stop();
    await expect(learned.result).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('and then dies ends the work with its reason; the next work has a new one', async () => {
    const job = engine.optimise(optimisation(1, 2), images, ignore);
    const outcome = job.result.catch((error: unknown) => error);
    await vi.waitFor(() => expect(textWorkers).toHaveLength(1), 60_000);
    silent = false;
    textWorkers[0]!.end('killed');
    expect(await outcome).toMatchObject({
      code: 'internal',
      message: 'The text encoder stopped unexpectedly.',
      details: 'killed',
    });
    const { result } = engine.optimise(optimisation(1, 2), images, ignore);
    expect(await result).toMatchObject({ iterations: 2, stopped: false });
    expect(textWorkers).toHaveLength(2);
  });
});
