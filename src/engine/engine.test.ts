import type { ImageShift } from '../augmentation/mean-shift';
import { norm } from '../math/vector';
import { identityTransform, type PhotometricTransform, transformOf } from '../photometrics/parameters';
import type { Policy } from '../photometrics/policy';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OptimisationState } from '../augmentation/optimisation';
import type { OptimisationStep } from '../augmentation/optimisation-config';
import { formulaImage, textGoldens, tinyFile } from '../clip/testing';
import { withActivationNode } from '../clip/onnx/testing-onnx';
import { createSceneDataset } from '../data/scene-dataset';
import { postprocess } from '../geometry/detections';
import { optimisationSteps, trainingSteps } from '../runs/records/step-rows';
import type { TrainingStep } from '../training/step-losses';
import { inProcessEngine, smallCrops, smallTraining, tinyBundle } from './testing';
import type {
  EvaluationImage,
  EvaluationSource,
  ModelInfo,
  ModelSource,
  TrainingRequest,
  ValidationPoint,
} from './engine';

function builtin(domains: readonly string[], imagesPerDomain: number): EvaluationSource {
  return { kind: 'builtin', domains, split: 'val', imagesPerDomain };
}

const images = [formulaImage(0, 96, 80), formulaImage(1, 96, 80)];

describe('the engine on the tiny model', () => {
  const engine = inProcessEngine();
  let info: ModelInfo;

  beforeAll(async () => {
    await engine.setBackend('wasm');
    info = await engine.loadModel(tinyBundle());
  });
  afterAll(() => engine.dispose());

  const config = () => ({
    ...info.optimisationDefaults,
    sourcePrompt: 'an image taken during the day',
    targetPrompts: ['an image taken on a rain night', 'an image taken in fog'],
    iterations: 3,
    ...smallCrops,
  });
  const training = smallTraining;

  it('describes the model', () => {
    expect(info).toMatchObject({
      resolution: 64,
      embeddingDim: 32,
      grid: { height: 4, width: 4, channels: 128 },
      batchNormFolded: false,
    });
    expect(info.hash).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('keeps the model when a load fails', async () => {
    await expect(engine.loadModel(tinyBundle(['visual/model.onnx', 'visual/model-folded.onnx']))).rejects.toMatchObject(
      { code: 'bundle-file-missing' },
    );
    const broken: ModelSource = { kind: 'files', files: [{ path: 'config.json', file: new Blob(['{']) }] };
    await expect(engine.loadModel(broken)).rejects.toMatchObject({ code: 'bundle-file-broken' });
    expect(await engine.embedText(['a car'])).toHaveLength(1);
  });

  it('repairs a GELU on request, and forgets what it gave', async () => {
    const bundle = tinyBundle();
    if (bundle.kind !== 'files') throw new Error('the tiny bundle is files');
    const gelu = new Blob([withActivationNode(tinyFile('textual/model.onnx'), 'Gelu')]);
    const files = bundle.files.map(({ path, file }) => ({
      path,
      file: path.endsWith('textual/model.onnx') ? gelu : file,
    }));
    const own = inProcessEngine();
    const before = await own.loadModel({ kind: 'files', files });
    expect(before.text).toEqual({ origin: 'onnx', activation: 'gelu', tokenizer: 'model' });
    const after = await own.repairGelu();
    expect(after.text).toEqual({ origin: 'repaired', activation: 'quick-gelu', tokenizer: 'model' });
    expect(after.hash).not.toBe(before.hash);
    const { text, embedding } = textGoldens[0]!;
    const [found] = await own.embedText([text]);
    embedding.forEach((value, at) => expect(found!.embedding[at]).toBeCloseTo(value, 5));
    await expect(own.repairGelu()).rejects.toMatchObject({ code: 'unsupported-model' });
    expect((await own.loadModel({ kind: 'files', files, repairGelu: true })).hash).toBe(after.hash);
    own.dispose();
  });

  it('embeds texts as torch does', async () => {
    const recorded = JSON.parse(new TextDecoder().decode(tinyFile('goldens/text.json'))) as {
      text: string;
      tokens: number[];
      embedding: number[];
    }[];
    const { text, tokens, embedding } = recorded[0]!;
    const [found] = await engine.embedText([text]);
    expect(found!.tokens).toEqual(tokens);
    embedding.forEach((value, at) => expect(found!.embedding[at]).toBeCloseTo(value, 5));
  });

  it('refuses texts and configurations with their codes', async () => {
    await expect(engine.embedText(['a', ' '])).rejects.toMatchObject({ code: 'empty-prompt' });
    await expect(engine.embedText(['fog '.repeat(100)])).rejects.toMatchObject({ code: 'prompt-too-long' });
    const start = (change: object) =>
      engine.optimise({ ...config(), ...change }, images, { onSteps: () => undefined }).result;
    await expect(start({ targetPrompts: [] })).rejects.toMatchObject({ code: 'no-target-prompt' });
    await expect(start({ learningRate: -1 })).rejects.toMatchObject({ code: 'bad-config' });
    await expect(start({ seed: -1 })).rejects.toMatchObject({ code: 'bad-config' });
    await expect(engine.detect(images[0]!, { detector: 'nobody', featureOffset: null })).rejects.toMatchObject({
      code: 'bad-config',
    });
    await expect(engine.loadOffsets('nothing')).rejects.toMatchObject({ code: 'bundle-file-missing' });
  });

  it('optimises, twice the same, and leaves no tensors', async () => {
    const run = async () => {
      const steps: OptimisationStep[] = [];
      const { offsets, iterations, stopped } = await engine.optimise(config(), images, {
        onSteps: (rows) => steps.push(...optimisationSteps(rows)),
      }).result;
      return { steps, offsets, iterations, stopped };
    };
    const first = await run();
    const tensors = tf.memory().numTensors;
    const second = await run();
    expect(tf.memory().numTensors).toBe(tensors);
    expect(first).toMatchObject({ iterations: 3, stopped: false });
    expect(first.steps.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(first.steps.map(({ lossTotal }) => lossTotal)).toEqual(second.steps.map(({ lossTotal }) => lossTotal));
    expect(first.offsets).toEqual(second.offsets);
    expect(first.offsets.values).toHaveLength(2 * 128 * 4 * 4);
    const { secondsPerStep, seconds } = await engine.estimateOptimisation(config(), images);
    expect(seconds).toBeCloseTo(3 * secondsPerStep, 9);
  });

  it('goes on from every checkpoint of an optimisation with the same curve, to the last bit', async () => {
    const long = { ...config(), iterations: 6 };
    const run = async (resumeFrom?: OptimisationState, steps: OptimisationStep[] = []) => {
      const { offsets, iterations } = await engine.optimise(long, images, {
        onSteps: (rows) => steps.push(...optimisationSteps(rows)),
        ...(resumeFrom ? { resumeFrom } : {}),
      }).result;
      // Seconds are those of the clock.
      return { iterations, offsets, steps: steps.map((step) => ({ ...step, seconds: 0 })) };
    };
    const straight = await run();
    const states: OptimisationState[] = [];
    let seen = 0;
    const job = engine.optimise(long, images, {
      onSteps: (rows) => (seen += optimisationSteps(rows).length),
      onCheckpoint: (state) => {
        // The steps before it have come.
        expect(seen).toBe(state.iteration);
        states.push(state);
      },
    });
    // One for each pause.
    for (const wanted of [1, 2, 3]) {
      job.step();
      await vi.waitFor(() => expect(states.at(-1)?.iteration).toBe(wanted), 60_000);
    }
    job.save();
    job.resume();
    await job.result;
    // One that was asked for, after the next iteration; none at the end.
    expect(states.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4]);
    const tensors = tf.memory().numTensors;
    for (const state of states) {
      const rest = await run(state);
      expect(rest.iterations).toBe(6);
      expect(rest.steps).toEqual(straight.steps.slice(state.iteration));
      expect(rest.offsets).toEqual(straight.offsets);
    }
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('ends an estimate for a job, and leaves nothing behind', async () => {
    const before = tf.memory().numTensors;
    const estimate = engine.estimateOptimisation(config(), images);
    // A detection or an embedding goes first; the estimate still waits for its turn when the job comes.
    await engine.embedImages(images);
    const job = engine.optimise(config(), images, { onSteps: () => undefined });
    await expect(estimate).rejects.toMatchObject({ code: 'cancelled' });
    expect(await job.result).toMatchObject({ iterations: 3, stopped: false });
    const abort = new AbortController();
    const dropped = engine.estimateTraining(training('never'), { signal: abort.signal });
    abort.abort();
    await expect(dropped).rejects.toMatchObject({ code: 'cancelled' });
    await engine.embedImages(images);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('lets short work in between the steps of a job, and one job at a time', async () => {
    const job = engine.optimise({ ...config(), iterations: 10_000 }, images, { onSteps: () => undefined });
    expect(await engine.embedImages(images)).toHaveLength(2);
    await expect(engine.evaluate({ detector: 'x', source: builtin(['night-rainy'], 1) })).rejects.toMatchObject({
      code: 'busy',
    });
    await expect(engine.setBackend('cpu')).rejects.toMatchObject({ code: 'busy' });
    job.stop();
    expect(await job.result).toMatchObject({ stopped: true });
  });

  it('makes one iteration and pauses, also where nothing of the prompts has to be computed any more', async () => {
    // What was embedded before is there at once: the first iteration comes before any message that follows the call.
    await engine.embedText([config().sourcePrompt, ...config().targetPrompts]);
    let rows = 0;
    const job = engine.optimise({ ...config(), iterations: 20 }, images, {
      onSteps: ({ columns, values }) => (rows += values.length / columns),
      single: true,
    });
    await expect.poll(() => rows).toBe(1);
    expect(await engine.embedImages(images)).toHaveLength(2);
    expect(rows).toBe(1);
    job.stop();
    expect(await job.result).toMatchObject({ stopped: true, iterations: 1 });
  });

  it('trains, goes on from a checkpoint with the same numbers, detects, evaluates', async () => {
    const steps: TrainingStep[] = [];
    const checkpoints: Uint8Array[] = [];
    const { detector } = await engine.train(training('mine'), {
      onSteps: (rows) => steps.push(...trainingSteps(rows)),
      onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
      checkpointEvery: 2,
    }).result;
    expect(detector).toMatchObject({
      name: 'mine',
      title: 'Trained in a test',
      provenance: { seed: '1', modelHash: info.hash },
    });

    const rest: TrainingStep[] = [];
    const resumed: TrainingRequest = {
      ...training('again'),
      start: { kind: 'checkpoint', checkpoint: checkpoints[0]!, from: { kind: 'clip' } },
    };
    const points: ValidationPoint[] = [];
    await engine.train(resumed, {
      onSteps: (rows) => rest.push(...trainingSteps(rows)),
      validation: { every: 1, images: 1 },
      onValidation: (point) => points.push(point),
    }).result;
    // Testing on the way changes nothing of what is trained.
    expect(points.map(({ steps: at }) => at)).toEqual([3]);
    expect(points[0]!.map50).toBeGreaterThanOrEqual(0);
    expect(rest.map(({ lossTotal }) => lossTotal)).toEqual([steps[2]!.lossTotal]);

    // What a run does not train comes from what it began with, also when it goes on.
    const from = { kind: 'detector', name: 'mine' } as const;
    const base = training('head');
    const headOnly: TrainingRequest = { ...base, start: from, config: { ...base.config, trainable: ['attnpool'] } };
    const straight: TrainingStep[] = [];
    const states: Uint8Array[] = [];
    await engine.train(headOnly, {
      onSteps: (rows) => straight.push(...trainingSteps(rows)),
      onCheckpoint: (checkpoint) => states.push(checkpoint),
      checkpointEvery: 2,
    }).result;
    const goneOn: TrainingStep[] = [];
    await engine.train(
      { ...headOnly, start: { kind: 'checkpoint', checkpoint: states[0]!, from } },
      { onSteps: (rows) => goneOn.push(...trainingSteps(rows)) },
    ).result;
    expect(goneOn.map(({ lossTotal }) => lossTotal)).toEqual([straight[2]!.lossTotal]);

    // A pause and a stop keep what was reached, whatever the interval.
    const kept: number[] = [];
    const long = training('long');
    let seenSteps = 0;
    const job = engine.train(
      { ...long, config: { ...long.config, steps: 1000 } },
      {
        onSteps: (rows) => (seenSteps += trainingSteps(rows).length),
        onCheckpoint: (_, at) => kept.push(at),
        checkpointEvery: 500,
      },
    );
    job.step();
    await vi.waitFor(() => expect(kept).toEqual([1]), 60_000);
    expect(seenSteps).toBe(1);
    job.step();
    await vi.waitFor(() => expect(kept).toEqual([1, 2]), 60_000);
    job.stop();
    expect(await job.result).toMatchObject({ stopped: true, steps: 2 });
    expect(kept).toEqual([1, 2]);

    const file = await engine.exportDetector('mine');
    await engine.importDetector('copy', file);
    const [mine, copy] = await Promise.all(
      ['mine', 'copy'].map((name) =>
        engine.detect(images[0]!, { detector: name, featureOffset: new Float32Array(128).fill(0.1) }),
      ),
    );
    expect(copy).toEqual(mine);
    await engine.removeDetector('copy');
    await expect(engine.exportDetector('copy')).rejects.toThrow('There is no detector “copy”');
    expect(mine).toMatchObject({ width: 96, height: 80 });

    const done: number[] = [];
    const seen: EvaluationImage[] = [];
    const request = { detector: 'mine', source: builtin(['daytime-clear', 'night-rainy'], 1) };
    await engine.evaluate(request, {
      onProgress: (progress) => done.push(progress.done),
      onImage: (image) => seen.push(image),
    });
    expect(done.at(-1)).toBe(2);
    expect(seen.map(({ domain, index }) => [domain, index])).toEqual([
      ['daytime-clear', 0],
      ['night-rainy', 0],
    ]);

    // Going on runs only what is left, and finds the same there.
    const after: EvaluationImage[] = [];
    await engine.evaluate({ ...request, from: [1, 0] }, { onImage: (image) => after.push(image) });
    expect(after).toEqual([seen[1]]);

    // An offset that is added in every image is the one of detection.
    const moved: EvaluationImage[] = [];
    const featureOffset = new Float32Array(128).fill(0.5);
    const onImage = (image: EvaluationImage) => moved.push(image);
    await engine.evaluate({ ...request, from: [1, 0], featureOffset }, { onImage });
    const scene = await createSceneDataset({ domain: 'night-rainy', split: 'val', count: 1 }).at(0);
    const raw = await engine.detect(scene.image, { detector: 'mine', featureOffset });
    expect([...moved[0]!.rows.scores]).toEqual(postprocess(raw, detector.config).map(({ score }) => score));
  });

  it('trains from scratch with a plain head, and says so', async () => {
    const base = training('plain');
    const whole = { ...base.config, trainable: ['stem', 'layer1', 'layer2', 'layer3', 'layer4'] } as const;
    const start = { kind: 'scratch', head: { classifier: 'linear', pooling: 'mean' } } as const;
    const steps: TrainingStep[] = [];
    const checkpoints: Uint8Array[] = [];
    const { detector } = await engine.train(
      { ...base, config: whole, start },
      {
        onSteps: (rows) => steps.push(...trainingSteps(rows)),
        onCheckpoint: (checkpoint) => checkpoints.push(checkpoint),
        checkpointEvery: 2,
      },
    ).result;
    expect(detector.config).toMatchObject(start.head);
    expect(detector.provenance).toMatchObject({ start: 'scratch' });
    const rest: TrainingStep[] = [];
    const resumed = { kind: 'checkpoint', checkpoint: checkpoints[0]!, from: start } as const;
    await engine.train(
      { ...base, config: whole, start: resumed },
      { onSteps: (rows) => rest.push(...trainingSteps(rows)) },
    ).result;
    expect(rest.map(({ lossTotal }) => lossTotal)).toEqual([steps[2]!.lossTotal]);
    await engine.importDetector('plain copy', await engine.exportDetector('plain'));
    const [plain, copy] = await Promise.all(
      ['plain', 'plain copy'].map((name) => engine.detect(images[0]!, { detector: name, featureOffset: null })),
    );
    expect(copy).toEqual(plain);

    const pool = { ...base.config, trainable: ['attnpool'] } as const;
    const refused = engine.train({ ...base, config: pool, start }, { onSteps: () => undefined }).result;
    await expect(refused).rejects.toMatchObject({ code: 'bad-config' });
  });

  it('learns styles, twice the same, and trains with them', async () => {
    const styleConfig = {
      ...info.styleDefaults,
      targetPrompts: ['an image taken on a rain night', 'an image taken in fog'],
      iterations: 2,
      crops: 3,
      cropsPerBatch: 2,
      cropSize: 64,
      imageShortSide: 64,
    };
    const learn = async () => {
      const steps: OptimisationStep[] = [];
      const progress: number[] = [];
      const { result: learned } = engine.learnStyles(styleConfig, images, {
        onSteps: (rows) => steps.push(...optimisationSteps(rows)),
        onProgress: ({ done, total }) => progress.push(done, total),
      });
      const result = await learned;
      expect(progress.slice(0, 2)).toEqual([0, 4]);
      expect(progress.slice(-2)).toEqual([4, 4]);
      return { losses: steps.map(({ cosine }) => [...cosine]), result };
    };
    const first = await learn();
    const tensors = tf.memory().numTensors;
    expect(await learn()).toEqual(first);
    expect(tf.memory().numTensors).toBe(tensors);
    expect(first.losses).toHaveLength(4);
    const { styles } = first.result;
    expect(first.result.steps).toBe(4);
    expect(styles).toMatchObject({ targetPrompts: styleConfig.targetPrompts, stylesPerPrompt: 3, channels: 32 });
    expect(styles.means).toHaveLength(2 * 3 * 32);

    const stopped: OptimisationStep[] = [];
    const partial = engine.learnStyles({ ...styleConfig, iterations: 500 }, images, {
      onSteps: (rows) => {
        stopped.push(...optimisationSteps(rows));
        partial.stop();
      },
    });
    await expect(partial.result).rejects.toMatchObject({ code: 'cancelled' });
    expect(stopped.length).toBeGreaterThan(0);
    expect(tf.memory().numTensors).toBe(tensors);

    const base = training('styled');
    const styled = { ...base.config, method: 'pin', augmentationProbability: 1 } as const;
    const steps: TrainingStep[] = [];
    const { detector } = await engine.train(
      { ...base, config: styled, learned: { kind: 'styles', styles } },
      { onSteps: (rows) => steps.push(...trainingSteps(rows)) },
    ).result;
    expect(steps.every(({ augmented }) => augmented)).toBe(true);
    expect(detector.provenance['targetPrompts']).toBe(JSON.stringify(styleConfig.targetPrompts));
    const offsets = {
      sourcePrompt: '',
      targetPrompts: ['x'],
      channels: 128,
      height: 1,
      width: 1,
      values: new Float32Array(128),
    };
    await expect(
      engine.train({ ...base, config: styled, learned: { kind: 'offsets', offsets } }, { onSteps: () => undefined })
        .result,
    ).rejects.toMatchObject({ code: 'bad-config' });

    const refused = engine.learnStyles({ ...styleConfig, cropSize: 60 }, images, {}).result;
    await expect(refused).rejects.toMatchObject({ code: 'bad-config' });
  });

  it('cancels an evaluation, and is free again', async () => {
    const controller = new AbortController();
    const running = engine.evaluate(
      { detector: 'mine', source: builtin(['night-rainy'], 100) },
      { signal: controller.signal },
    );
    const ended = running.catch((error: unknown) => error);
    await engine.embedImages(images);
    controller.abort();
    expect(await ended).toMatchObject({ code: 'cancelled' });
    await engine.embedImages(images);
    await engine.evaluate({ detector: 'mine', source: builtin(['night-rainy'], 1) });
  });

  it('measures shifts, the same again, and can be cancelled', async () => {
    const request = { conditions: ['night-rainy', 'day-fog'], scenes: 2, split: 'val' } as const;
    const done: number[] = [];
    const measured = await engine.measureShifts(request, { onProgress: (progress) => done.push(progress.done) });
    const before = tf.memory().numTensors;
    expect(done.at(-1)).toBe(2);
    expect(measured.shifts.map(({ condition, shift }) => [condition, shift.length])).toEqual([
      ['night-rainy', 128],
      ['day-fog', 128],
    ]);
    expect(measured.shifts[0]!.reliability).toBeGreaterThan(0.5);
    expect(await engine.measureShifts(request)).toEqual(measured);
    expect(tf.memory().numTensors).toBe(before);
    const abort = new AbortController();
    const running = engine.measureShifts({ ...request, scenes: 500 }, { signal: abort.signal });
    await engine.embedImages(images);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    await expect(engine.measureShifts({ ...request, conditions: ['sunny'] })).rejects.toMatchObject({
      code: 'bad-config',
    });
  });

  it('measures where policies and offsets move the same scenes', async () => {
    const { offsets } = await engine.optimise(config(), images, { onSteps: () => undefined }).result;
    const weighted = (parameters: PhotometricTransform) => [
      { weight: 1, score: null, leastStrength: 1, transform: { kind: 'photometric' as const, parameters } },
    ];
    const policy: Policy = {
      model: null,
      sourcePrompt: 'day',
      probability: 0.5,
      strengthLaw: 'uniform-from-least',
      prompts: [
        { text: 'nothing', confidence: null, transforms: weighted(identityTransform) },
        { text: 'night', confidence: null, transforms: weighted(transformOf({ exposure: 0.2 })) },
      ],
    };
    const request = { conditions: ['night-rainy'], scenes: 2, split: 'val', policies: [policy], offsets } as const;
    const measured = await engine.measureShifts(request);
    const [[nothing, night]] = measured.policies as [[ImageShift, ImageShift]];
    expect(new Set([...nothing.shift, ...nothing.embeddingShift])).toEqual(new Set([0]));
    expect(norm(night.shift)).toBeGreaterThan(0);
    expect(norm(night.embeddingShift)).toBeGreaterThan(0);
    expect(measured.offsets!.map(({ length }) => length)).toEqual(
      offsets.targetPrompts.map(() => night.embeddingShift.length),
    );
    // Without them the true shifts are the same.
    expect((await engine.measureShifts({ ...request, policies: [], offsets: null })).shifts).toEqual(measured.shifts);
  });

  it('embeds images before and after augmentation, in batches as alone, while a job runs', async () => {
    const { offsets } = await engine.optimise(config(), images, { onSteps: () => undefined }).result;
    const before = tf.memory().numTensors;
    const many = Array.from({ length: 9 }, (_, at) => images[at % 2]!);
    const job = engine.optimise({ ...config(), iterations: 10_000 }, images, { onSteps: () => undefined });
    const { original, augmented } = await engine.embedAugmented({ images: many, offsets });
    job.stop();
    await job.result;
    expect(tf.memory().numTensors).toBe(before);
    const plain = await engine.embedImages(images);
    original.forEach((z, at) => z.forEach((value, d) => expect(value).toBeCloseTo(plain[at % 2]![d]!, 5)));
    expect(augmented.map((row) => row.length)).toEqual([9, 9]);
    await expect(
      engine.embedAugmented({ images, offsets: { ...offsets, channels: 64, height: 8 } }),
    ).rejects.toMatchObject({ code: 'bundle-mismatch' });
  });

  it('explains steps that follow each other', async () => {
    const { sourcePrompt, targetPrompts } = config();
    const request = { protocol: 'code', sourcePrompt, targetPrompt: targetPrompts[0]!, crop: images[0]! } as const;
    const first = await engine.explainStep({ ...request, learningRate: 0.01, l1Weight: 1, state: null });
    const before = tf.memory().numTensors;
    const second = await engine.explainStep({ ...request, learningRate: 0.01, l1Weight: 1, state: first.state });
    expect([first.step, second.step]).toEqual([0, 1]);
    expect(first.before.l1).toBe(0);
    expect(second.before).toEqual(first.after);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses files that are no detectors', async () => {
    await expect(engine.importDetector('bad', new Uint8Array(30))).rejects.toMatchObject({
      code: 'bundle-file-broken',
    });
    await expect(
      engine.train(
        { ...training('x'), start: { kind: 'checkpoint', checkpoint: new Uint8Array(9), from: { kind: 'clip' } } },
        { onSteps: () => undefined },
      ).result,
    ).rejects.toMatchObject({
      code: 'bundle-file-broken',
    });
  });

  it('computes the same after a change of the backend and back', async () => {
    const [before] = await engine.embedImages(images);
    expect(await engine.setBackend('cpu')).toMatchObject({ name: 'cpu' });
    const [between] = await engine.embedImages(images);
    between!.forEach((value, at) => expect(value).toBeCloseTo(before![at]!, 5));
    await expect(engine.setBackend('webgpu')).rejects.toMatchObject({ code: 'backend-unavailable' });
    await engine.setBackend('wasm');
    expect((await engine.embedImages(images))[0]).toEqual(before);
  });
});
