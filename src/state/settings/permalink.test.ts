import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { markGroupNames } from '../../analysis/detection/comparison/mark-kinds';
import { fineTuningNames } from '../../method/fine-tuning';
import { methodNames } from '../../method/method-names';
import { optimisationSettings } from '../../method/optimisation-settings';
import type { Setting, Settings, ValuesOf } from '../../method/setting';
import { trainingPresetNames } from '../../method/training-presets';
import { trainingSettings } from '../../method/training-settings';
import { allConditions, conditionName } from '../../scenes';
import { decodePermalink, encodePermalink, permalinkDefaults, type PermalinkState } from './permalink';
import { comparisonModes } from '../store/panes/comparison-slice';
import { views } from '../store/preferences-slice';
import { hideableParts } from '../store/presentation-slice';
import { tourStations } from '../store/tour-slice';

const prompt = fc.string({ minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '');
const threshold = fc.integer({ min: 5, max: 99 }).map((percent) => percent / 100);

function anyValue(setting: Setting): fc.Arbitrary<unknown> {
  switch (setting.kind) {
    case 'number':
      return anyNumber(setting);
    case 'number-or-none':
      return fc.option(anyNumber(setting));
    case 'numbers':
      return fc.uniqueArray(anyNumber(setting), { maxLength: 4 }).map((list) => list.toSorted((a, b) => a - b));
    case 'choice':
      return fc.constantFrom(...setting.options);
    default:
      return setting satisfies never;
  }
}

function anyNumber({ min, max, integer }: { readonly min: number; readonly max: number; readonly integer: boolean }) {
  return integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

function anyOf<Table extends Settings>(table: Table): fc.Arbitrary<Partial<ValuesOf<Table>>> {
  const values = Object.entries(table).map(([key, setting]) => [key, anyValue(setting)] as const);
  return fc.record(Object.fromEntries(values), { requiredKeys: [] }) as fc.Arbitrary<Partial<ValuesOf<Table>>>;
}

const anyState: fc.Arbitrary<PermalinkState> = fc.record({
  view: fc.constantFrom(...views),
  tour: fc.constantFrom(null, ...tourStations),
  presentation: fc.record({ presenting: fc.boolean(), hiddenParts: fc.subarray([...hideableParts]) }),
  sourcePrompt: prompt,
  targetPrompts: fc.array(prompt, { maxLength: 25 }),
  unchangedTargets: fc.uniqueArray(fc.integer({ min: 1, max: 25 })).map((list) => list.toSorted((a, b) => a - b)),
  changedParameters: anyOf(optimisationSettings),
  picture: fc.record({
    kind: fc.constant('scene' as const),
    index: fc.integer({ min: 0, max: 200 }),
    condition: fc.constantFrom(...allConditions.map(conditionName)),
  }),
  panes: fc.record({
    left: fc.constantFrom(null, 'clip-the-gap', 'mine & theirs'),
    right: fc.constantFrom(null, 'photometrics', 'additive-7'),
  }),
  comparisonMode: fc.constantFrom(...comparisonModes),
  hiddenMarks: fc.subarray([...markGroupNames]),
  boxScoreThresh: threshold,
  boxNmsThresh: threshold,
  pictureStrength: fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20),
  training: fc.record({
    trainingPreset: fc.constantFrom(...trainingPresetNames),
    trainingMethod: fc.constantFrom(...methodNames),
    fineTuning: fc.constantFrom(...fineTuningNames),
    trainingFrom: fc.constantFrom(null, 'clip', 'scratch', 'mine & theirs'),
    changedTraining: anyOf(trainingSettings),
  }),
  evaluation: fc.record({
    a: fc.constantFrom('baseline', 'additive-7'),
    b: fc.constantFrom('augmented', 'none & more', null),
    source: fc.record({
      kind: fc.constant('builtin' as const),
      domains: fc.subarray(allConditions.map(conditionName)),
      split: fc.constantFrom('val' as const, 'test' as const),
      imagesPerDomain: fc.integer({ min: 1, max: 200 }),
    }),
  }),
});

test('a link brings back what it was made from', () => {
  fc.assert(
    fc.property(anyState, (state) => {
      const decoded = decodePermalink(encodePermalink(state));
      expect([decoded.refused, decoded.unknown, decoded.repaired]).toEqual([[], [], []]);
      expect({ ...permalinkDefaults, ...decoded.state }).toEqual(state);
    }),
  );
});

test('defaults make an empty link', () => {
  expect(encodePermalink(permalinkDefaults)).toBe('');
  expect(decodePermalink('')).toEqual({ state: {}, refused: [], unknown: [], repaired: [], newer: false });
});

test('what cannot be read is named with its value and the reason, and the rest holds', () => {
  const bad =
    '#v=1&view=nowhere&its=-3&lr=abc&thr=0.3&cond=mars-dusty&train.steps=0&method=magic&eval.domains=moon&eval.n=2&hide=both+sky&compare=dance';
  const { state, refused } = decodePermalink(bad);
  expect(refused.map(({ key }) => key).toSorted()).toEqual([
    'compare',
    'cond',
    'eval.domains',
    'hide',
    'its',
    'lr',
    'method',
    'train.steps',
    'view',
  ]);
  expect(refused).toContainEqual({
    key: 'its',
    value: '-3',
    reason: 'Iterations must lie between 1 and 100,000.',
  });
  const { evaluation } = permalinkDefaults;
  expect(state).toEqual({
    boxScoreThresh: 0.3,
    hiddenMarks: ['both'],
    evaluation: { ...evaluation, source: { ...evaluation.source, imagesPerDomain: 2 } },
  });
});

test('unknown keys are kept as they are, and a newer version is told', () => {
  const { state, refused, unknown, newer } = decodePermalink('#v=7&future=a%26b&its=5&future=c');
  expect({ refused, unknown, newer }).toEqual({
    refused: [],
    unknown: [
      ['future', 'a&b'],
      ['future', 'c'],
    ],
    newer: true,
  });
  const again = decodePermalink(encodePermalink({ ...permalinkDefaults, ...state }, unknown));
  expect(again.unknown).toEqual(unknown);
  expect(again.state.changedParameters).toEqual({ iterations: 5 });
  expect(decodePermalink('#v=one').refused.map(({ key }) => key)).toEqual(['v']);
});

test('too many targets are cut', () => {
  const { state, refused } = decodePermalink(Array.from({ length: 30 }, (_, i) => `t=prompt ${i}`).join('&'));
  expect(state.targetPrompts).toHaveLength(25);
  expect(refused.map(({ key, value }) => `${key}=${value}`)).toEqual([25, 26, 27, 28, 29].map((i) => `t=prompt ${i}`));
});
