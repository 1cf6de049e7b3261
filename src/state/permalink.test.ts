import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { methodName } from '../runs/run-schema';
import { allConditions, conditionName } from '../scenes';
import { parameterSpecs } from './parameters';
import { decodePermalink, encodePermalink, permalinkDefaults, type PermalinkState } from './permalink';
import { views } from './preferences-slice';
import { fineTuningNames, trainingPresetNames, trainingSpecs } from './training-parameters';

const prompt = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '');
const number = (min: number, max: number, integer: boolean) =>
  integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
const threshold = fc.integer({ min: 5, max: 99 }).map((percent) => percent / 100);

const anyState: fc.Arbitrary<PermalinkState> = fc.record({
  view: fc.constantFrom(...views),
  sourcePrompt: prompt,
  targetPrompts: fc.array(prompt, { maxLength: 25 }),
  changedParameters: fc.record(
    {
      protocol: fc.constantFrom('code', 'code-batchnorm', 'paper'),
      ...Object.fromEntries(parameterSpecs.map(({ key, min, max, integer }) => [key, number(min, max, integer)])),
    },
    { requiredKeys: [] },
  ),
  training: fc.constantFrom(...trainingPresetNames).chain((trainingPreset) =>
    fc.record({
      trainingPreset: fc.constant(trainingPreset),
      trainingMethod: fc.constantFrom(...methodName.options),
      fineTuning: fc.constantFrom(...fineTuningNames),
      changedTraining: fc.record(
        Object.fromEntries(trainingSpecs.map(({ key, min, max, integer }) => [key, number(min, max, integer)])),
        { requiredKeys: [] },
      ),
    }),
  ),
  picture: fc.record({
    kind: fc.constant('scene' as const),
    index: fc.integer({ min: 0, max: 200 }),
    condition: fc.constantFrom(...allConditions.map(conditionName)),
  }),
  boxScoreThresh: threshold,
  boxNmsThresh: threshold,
});

test('a link brings back what it was made from', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const decoded = decodePermalink(encodePermalink(state));
      expect(decoded.refused).toEqual([]);
      expect({ ...permalinkDefaults, ...decoded.state }).toEqual(state);
    }),
  );
});

test('defaults make an empty link', () => {
  expect(encodePermalink(permalinkDefaults)).toBe('');
  expect(decodePermalink('')).toEqual({ state: {}, refused: [] });
});

test('what cannot be read is named, and the rest holds', () => {
  const { state, refused } = decodePermalink(
    '#v=1&view=nowhere&its=-3&lr=abc&thr=0.3&cond=mars-dusty&unknown=1&method=magic&tlr=-1',
  );
  expect(refused.toSorted()).toEqual(['cond', 'its', 'lr', 'method', 'tlr', 'view']);
  expect(state).toEqual({ boxScoreThresh: 0.3, training: permalinkDefaults.training });
});

test('too many targets are cut', () => {
  const { state, refused } = decodePermalink(Array.from({ length: 30 }, (_, i) => `t=prompt ${i}`).join('&'));
  expect(state.targetPrompts).toHaveLength(25);
  expect(refused).toEqual(['t']);
});
