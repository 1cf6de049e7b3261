import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeProposalNetwork } from '../../detector/proposal-network/made-network';
import { zeroShotDefaults, type ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import { benchmarkDomains, renderScene } from '../../scenes';
import type { EngineClient } from '../client/client';
import { inProcessEngine, tinyBundle } from '../testing';

const image = renderScene(3, benchmarkDomains[0].condition, { width: 160, height: 80 }).image;
const file = (bytes: Uint8Array<ArrayBuffer> | string) => new Blob([bytes]);
const two = madeProposalNetwork({
  logits: [
    [3, -9],
    [-9, 2],
  ],
  boxes: [
    [0.25, 0.5, 0.25, 0.5],
    [0.75, 0.5, 0.25, 1],
  ],
});

function looking(network: string): ZeroShotConfig {
  return {
    ...zeroShotDefaults(64),
    classes: ['car', 'bus'],
    secondLook: false,
    proposalSource: { kind: 'network', network },
  };
}

describe('CLIP alone on regions of a network', () => {
  let engine: EngineClient;
  beforeAll(async () => {
    engine = inProcessEngine();
    await engine.setBackend('wasm');
    await engine.loadModel(tinyBundle());
  });
  afterAll(() => engine.dispose());

  const detect = () => engine.detect(image, { detector: 'clip-zero-shot', featureOffset: null });

  it('cannot be wanted before the network is open', async () => {
    await expect(engine.setZeroShot(looking('two.onnx'))).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('two.onnx') as string,
    });
  });

  it('takes the boxes of the file, the names of CLIP, and says what the network calls them', async () => {
    const info = await engine.openProposals({ kind: 'file', name: 'two.onnx', file: file(two) });
    expect(info).toEqual({ network: 'two.onnx', title: 'two.onnx', bytes: two.length, classes: 2 });
    await engine.setZeroShot(looking(info.network));
    const { boxes, classes, proposedAs } = await detect();
    expect(classes).toEqual(['car', 'bus']);
    const rows = [0, 1].map((at) => [...boxes.subarray(at * 8, at * 8 + 4)].map(Math.round));
    expect(rows).toContainEqual([20, 20, 60, 60]);
    expect(rows).toContainEqual([100, 0, 140, 80]);
    const called = new Map(proposedAs!.map(({ label, score }, at) => [rows[at]!.join(), { label, score }]));
    expect(called.get('20,20,60,60')).toMatchObject({ label: 'class 0' });
    expect(called.get('100,0,140,80')?.score).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });

  it('keeps the former network where the new one is refused, and is done with an empty one', async () => {
    await expect(
      engine.openProposals({ kind: 'file', name: 'bad.onnx', file: file('<!doctype html>') }),
    ).rejects.toMatchObject({ code: 'bundle-file-broken', message: expect.stringContaining('bad.onnx') as string });
    expect((await detect()).scores).toHaveLength(6);
    const unsure = madeProposalNetwork({ logits: [[-9, -9]], boxes: [[0.5, 0.5, 0.5, 0.5]] });
    await engine.openProposals({ kind: 'file', name: 'two.onnx', file: file(unsure) });
    expect(await detect()).toMatchObject({ scores: new Float32Array(), proposedAs: [] });
  });

  it('refuses ten thousand classes', async () => {
    const classes = Array.from({ length: 10_000 }, (_, at) => `thing ${at}`);
    await expect(engine.setZeroShot({ ...zeroShotDefaults(64), classes })).rejects.toMatchObject({
      code: 'bad-config',
      message: expect.stringContaining('10000 classes') as string,
    });
  });
});
