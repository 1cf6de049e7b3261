import { expect, test } from 'vitest';
import type { ShiftMeasurement } from '../../engine/engine';
import { exampleDictionary } from '../../photometrics/dictionary/testing';
import { poolOffsets } from '../../runs/records/offsets-record';
import { comparedPolicies, shiftMovers } from './shift-movers';

const dictionary = exampleDictionary(240, 32);
const [first, second, third] = dictionary.neutralTexts;
const source = { text: 'day', embedding: first! };
const targets = [
  { text: 'an image taken on a rain night', embedding: second! },
  { text: 'an image taken on a fog day', embedding: third! },
];

test('what text chooses and its control are measured, prompt by prompt, with equally concentrated weights', () => {
  const [chosen, control] = comparedPolicies(dictionary, source, targets);
  expect(chosen!.prompts.map(({ text }) => text)).toEqual(targets.map(({ text }) => text));
  const weights = (policy: typeof chosen) =>
    policy!.prompts.map(({ transforms }) => transforms.map(({ weight }) => weight));
  expect(weights(control)).toEqual(weights(chosen));
  expect(control!.prompts[0]!.transforms[0]!.transform).not.toEqual(chosen!.prompts[0]!.transforms[0]!.transform);
});

test('offsets in both spaces, policies in both, the text direction in the embedding alone', () => {
  const shift = { shift: Float32Array.of(1, 2, 3), embeddingShift: Float32Array.of(4, 5) };
  const measured: ShiftMeasurement = {
    scenes: 1,
    shifts: [],
    sourceMean: new Float32Array(3),
    sourceDeviation: new Float32Array(3),
    policies: [
      [shift, shift],
      [shift, shift],
    ],
    offsets: [Float32Array.of(6, 7)],
  };
  const offsets = {
    sourcePrompt: 'day',
    targetPrompts: ['a snow day'],
    channels: 3,
    height: 1,
    width: 1,
    values: Float32Array.of(9, 8, 7),
  };
  const explained = { title: 'a run', offsets, pooled: poolOffsets(offsets) };
  const [added, chosen, control, direction] = shiftMovers(measured, explained, source, [
    ...targets,
    { text: 'day again', embedding: source.embedding },
  ]);
  expect(added).toMatchObject({ title: 'Offsets: a run', prompts: ['a snow day'] });
  expect([...added!.vectors.features![0]!]).toEqual([9, 8, 7]);
  expect(added!.vectors.embedding).toBe(measured.offsets);
  expect([chosen!.title, control!.title]).toEqual(['Text-chosen photometrics', 'Matched random photometrics']);
  // A prompt that equals the source has no direction.
  expect(direction!.prompts).toEqual(targets.map(({ text }) => text));
  expect(direction!.vectors.features).toBeNull();
  expect(Math.hypot(...direction!.vectors.embedding![0]!)).toBeCloseTo(1, 6);
  expect(shiftMovers({ ...measured, policies: [], offsets: null }, null, source, targets)).toHaveLength(1);
});
