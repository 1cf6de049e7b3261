import { describe, expect, it, vi } from 'vitest';
import { postprocess } from '../../geometry/detections';
import { optimisationSteps, trainingSteps } from '../../runs/records/step-rows';
import { exampleUnfinished } from '../../runs/testing';
import type { TrainingRequest } from '../engine';
import { FakeEngine } from './fake-engine';
import { fakeModelInfo } from './fake-model';

const image = { width: 96, height: 64, data: new Uint8Array(96 * 64 * 3).fill(50) };
const config = {
  ...fakeModelInfo([]).optimisationDefaults,
  sourcePrompt: 'day',
  targetPrompts: ['rain', 'fog'],
  iterations: 30,
};

describe('FakeEngine', () => {
  it('runs a job with a falling loss', async () => {
    const losses: number[] = [];
    const job = new FakeEngine().optimise(config, [image], {
      onSteps: (rows) => losses.push(...optimisationSteps(rows).map(({ lossTotal }) => lossTotal)),
    });
    const { offsets, stopped } = await job.result;
    expect(stopped).toBe(false);
    expect(losses).toHaveLength(30);
    expect(losses.at(-1)).toBeLessThan(losses[0]!);
    expect(offsets.values).toHaveLength(2 * offsets.channels * offsets.height * offsets.width);
  });

  it('trains, is paused, and goes on from its checkpoint', async () => {
    const engine = new FakeEngine();
    const request: TrainingRequest = {
      name: 'mine',
      title: 'Mine',
      start: { kind: 'clip' },
      config: { ...exampleUnfinished('mine').request.config, steps: 5 },
      scenes: 1,
      learned: null,
    };
    const kept: [number, Uint8Array][] = [];
    const onCheckpoint = (file: Uint8Array, steps: number) => kept.push([steps, file]);
    const job = engine.train(request, { onSteps: () => undefined, onCheckpoint, checkpointEvery: 100 });
    job.step();
    await vi.waitFor(() => expect(kept).toHaveLength(1), 10_000);
    job.stop();
    expect(await job.result).toMatchObject({ steps: 1, stopped: true });
    const rest: number[] = [];
    const [[at, checkpoint]] = kept as [[number, Uint8Array]];
    const { steps } = await engine.train(
      { ...request, start: { kind: 'checkpoint', checkpoint, from: { kind: 'clip' } } },
      { onSteps: (rows) => rest.push(...trainingSteps(rows).map(({ step }) => step)) },
    ).result;
    expect([at, rest, steps]).toEqual([1, [1, 2, 3, 4], 5]);
    const file = await engine.exportDetector('mine');
    expect(await engine.importDetector('other', file)).toMatchObject({ name: 'other', title: 'Mine' });
  });

  it('finds more with the augmented detector', async () => {
    const engine = new FakeEngine();
    const thresholds = { boxScoreThresh: 0.5, boxNmsThresh: 0.5, detectionsPerImage: 100 };
    const count = async (detector: string) =>
      postprocess(await engine.detect(image, { detector, featureOffset: null }), thresholds).length;
    expect(await count('augmented')).toBeGreaterThan(await count('baseline'));
  });

  it('fails where it is told to', async () => {
    const error = { code: 'bundle-file-missing', message: 'gone', hint: 'look' } as const;
    const engine = new FakeEngine({ failures: { loadModel: error } });
    await expect(engine.loadModel({ kind: 'url', url: '' })).rejects.toMatchObject(error);
  });

  it('checks requests as the real one does', async () => {
    const engine = new FakeEngine();
    await expect(engine.embedText([' '])).rejects.toMatchObject({ code: 'empty-prompt' });
    await expect(
      engine.optimise({ ...config, targetPrompts: [] }, [image], { onSteps: () => undefined }).result,
    ).rejects.toMatchObject({ code: 'no-target-prompt' });
    await expect(
      engine.estimateOptimisation({ ...config, crops: [{ image: 0, x: 0, y: 0, width: 97, height: 10 }] }, [image]),
    ).rejects.toMatchObject({ code: 'bad-config' });
  });
});
