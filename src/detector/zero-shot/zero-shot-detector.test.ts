import { expect, test } from 'vitest';
import { tinyTextEmbeddings, tinyWeights } from '../../clip/testing';
import { createVisualTower } from '../../clip/tower/modified-resnet';
import { clipPreprocessing } from '../../clip/image/preprocess';
import { describeOnBackends } from '../../tensor/testing';
import { benchmarkDomains, renderScene } from '../../scenes';
import * as tf from '@tensorflow/tfjs-core';
import { regionWindows } from './region-windows';
import type { ProposalSource } from './proposal-source';
import { selectiveSearchSource } from './selective-search-source';
import { createZeroShotDetector } from './zero-shot-detector';
import { type ZeroShotConfig, zeroShotDefaults } from './zero-shot-config';

const image = renderScene(7, benchmarkDomains[0].condition, { width: 96, height: 80 }).image;
const config: ZeroShotConfig = { ...zeroShotDefaults(64), classes: ['car', 'bus'], proposals: 60, regions: 9 };

async function detect(
  change: Partial<ZeroShotConfig> = {},
  offset: Float32Array | null = null,
  source: ProposalSource = selectiveSearchSource(config.proposals),
) {
  const used = { ...config, ...change };
  const tower = createVisualTower(tinyWeights());
  const { background } = used;
  const texts = {
    classes: await tinyTextEmbeddings(used.classes.map((name) => `a photo of a ${name}`)),
    background: background.kind === 'prompts' ? await tinyTextEmbeddings(background.prompts) : [],
  };
  const detector = createZeroShotDetector(tower, clipPreprocessing(64), used, texts, source);
  try {
    // What the tower derives from its weights is made with the first call.
    await detector.detect(image, null);
    const before = tf.memory().numTensors;
    const raw = await detector.detect(image, offset);
    expect(tf.memory().numTensors).toBe(before);
    return raw;
  } finally {
    detector.dispose();
    tower.dispose();
  }
}

await describeOnBackends(['wasm'], 'CLIP alone', () => {
  test('gives probabilities over classes and background, and boxes inside the image, for the wanted number of regions', async () => {
    const { scores, boxes, classes, width, height } = await detect();
    expect({ classes, width, height }).toEqual({ classes: ['car', 'bus'], width: 96, height: 80 });
    expect(scores.length % 3).toBe(0);
    expect(scores.length / 3).toBeLessThanOrEqual(9);
    expect(scores.length).toBeGreaterThan(0);
    for (let row = 0; row < scores.length; row += 3)
      expect(scores[row]! + scores[row + 1]! + scores[row + 2]!).toBeCloseTo(1, 5);
    expect(boxes.length).toBe((scores.length / 3) * 8);
    for (let at = 0; at < boxes.length; at += 4) {
      expect(boxes[at + 2]).toBeLessThanOrEqual(96);
      expect(boxes[at + 3]).toBeLessThanOrEqual(80);
    }
  });

  test('a higher margin only moves probability to the background', async () => {
    const low = await detect({ background: { kind: 'margin', cosine: -0.5 } });
    const high = await detect({ background: { kind: 'margin', cosine: 0.9 } });
    expect([...high.boxes]).toEqual([...low.boxes]);
    for (let row = 0; row < low.scores.length; row += 3)
      expect(high.scores[row + 2]).toBeGreaterThan(low.scores[row + 2]!);
  });

  test('the second look and an offset change the scores', async () => {
    const twice = await detect();
    const once = await detect({ secondLook: false });
    expect([...once.boxes]).toEqual([...twice.boxes]);
    expect([...once.scores]).not.toEqual([...twice.scores]);
    const { featureChannels } = tinyWeights().architecture;
    const shifted = await detect({ secondLook: false }, new Float32Array(featureChannels).fill(0.5));
    expect([...shifted.scores]).not.toEqual([...once.scores]);
    await expect(detect({}, new Float32Array(3))).rejects.toThrow('not 3');
  });

  test('the same text as class and as background share what they have', async () => {
    const { scores } = await detect({
      classes: ['car'],
      background: { kind: 'prompts', prompts: ['a photo of a car'] },
    });
    for (const score of scores) expect(score).toBeCloseTo(0.5, 5);
  });
});

await describeOnBackends(['wasm'], 'CLIP alone on regions that a network proposes', () => {
  /** Two of them are nearly the same, and would be one for boxes that nobody vouches for. */
  const boxes = Float32Array.of(4, 4, 40, 40, 5, 4, 40, 40, 50, 20, 96, 80);
  const labels = ['a', 'b', 'c'].map((label, at) => ({ label, score: (at + 1) / 4 }));
  const proposing = (objectness: readonly number[]): ProposalSource => ({
    propose: async () => ({ boxes, verdicts: { objectness: Float32Array.from(objectness), labels } }),
  });
  const boxOf = (row: number) => [...boxes.subarray(row * 4, row * 4 + 4)];

  test('keeps every region, with its box for every class and with its label', async () => {
    const raw = await detect({ regions: 2 }, null, proposing([0.25, 0.5, 0.75]));
    expect(raw.scores).toHaveLength(3 * 3);
    const order = raw.proposedAs!.map(({ label }) => 'abc'.indexOf(label));
    expect(order.toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
    expect([...raw.boxes]).toEqual(order.flatMap((row) => [...boxOf(row), ...boxOf(row)]));
  });

  test('takes the root of the probability with which the boxes would be classified, times the objectness', async () => {
    const once = { secondLook: false, overlapThresh: 1 };
    const alone = await detect(once, null, { propose: async () => ({ boxes, verdicts: null }) });
    const raw = await detect(once, null, proposing([0.25, 0.25, 0.25]));
    const byBox = ({ scores, boxes: rows }: typeof raw) =>
      new Map([0, 1, 2].map((at) => [rows.subarray(at * 8, at * 8 + 4).join(), scores.subarray(at * 3, at * 3 + 2)]));
    const plain = byBox(alone);
    for (const [box, scores] of byBox(raw))
      scores.forEach((score, k) => expect(score).toBeCloseTo(Math.sqrt(plain.get(box)![k]! * 0.25), 5));
  });

  test('adds an offset to what regions are pooled from', async () => {
    const { featureChannels } = tinyWeights().architecture;
    const source = proposing([0.5, 0.5, 0.5]);
    const plain = await detect({ secondLook: false }, null, source);
    const shifted = await detect({ secondLook: false }, new Float32Array(featureChannels).fill(0.5), source);
    expect([...shifted.scores]).not.toEqual([...plain.scores]);
  });

  test('finds nothing where nothing is proposed', async () => {
    const nothing = { boxes: new Float32Array(), verdicts: { objectness: new Float32Array(), labels: [] } };
    const { boxes: found, scores } = await detect({}, null, { propose: async () => nothing });
    expect([found.length, scores.length]).toEqual([0, 0]);
  });
});

test('windows are squares around regions, moved into the image', () => {
  const boxes = Float32Array.of(40, 30, 60, 40, 0, 0, 10, 10, 0, 10, 96, 40);
  expect(regionWindows(boxes, { width: 96, height: 80 })).toEqual([
    { x: 38, y: 23, width: 24, height: 24 },
    { x: 0, y: 0, width: 12, height: 12 },
    { x: 8, y: 0, width: 80, height: 80 },
  ]);
});
