import { expect, test } from 'vitest';
import { add } from '../../src/math/vector';
import { effectiveNumber } from '../../src/photometrics/choose-transforms';
import { exampleDictionary } from '../../src/photometrics/dictionary/testing';
import { isIdentityAlone, policyFile } from '../../src/photometrics/policy';
import { readPolicy } from '../../src/photometrics/read-policy';
import { checkPrompts, chosenPolicy } from './chosen-policy';
import { asksForOther } from './dictionary';

const dictionary = exampleDictionary(80, 16);
const source = { text: 'day', embedding: new Float32Array(16) };
// One says what the seventh transform does, the other one of the neutral prompts.
const seventh = { text: 'night', embedding: add(source.embedding, dictionary.measured[7]!.shift) };
const nothing = { text: 'violin', embedding: dictionary.neutralTexts[0]! };
const options = { control: 'none', seed: 1, effective: 15 } as const;

test('prompts choose what they say, and are told apart from those that say nothing of light', () => {
  const { policy, threshold, prompts } = chosenPolicy(dictionary, source, [seventh, nothing], options);
  expect(prompts.map(({ photometric }) => photometric)).toEqual([true, false]);
  expect(prompts[0]!.confidence).toBeGreaterThan(threshold);
  expect(prompts[1]!.confidence).toBeLessThan(threshold);
  expect(policy.prompts[0]!.transforms[0]!.transform).toEqual({
    kind: 'photometric',
    parameters: dictionary.transforms[7],
  });
  expect(prompts[0]!.best[0]!.score).toBe(prompts[0]!.confidence);
  expect(isIdentityAlone(policy.prompts[1]!.transforms)).toBe(false);
  expect(readPolicy(policyFile(policy), 'policy.json').prompts).toHaveLength(2);
});

test.each([2, 15, 40])('%i transforms are effective, in the control as in what text chose', (effective) => {
  for (const control of ['none', 'matched-random'] as const) {
    const { policy } = chosenPolicy(dictionary, source, [seventh], { ...options, control, effective });
    expect(effectiveNumber(policy.prompts[0]!.transforms.map(({ weight }) => weight))).toBeCloseTo(effective, 3);
  }
});

test('controls: another draw for each seed, and the whole family', () => {
  const of = (control: 'matched-random' | 'uniform', seed: number) =>
    chosenPolicy(dictionary, source, [seventh], { ...options, control, seed, probability: 0.25 }).policy;
  expect(of('matched-random', 1)).not.toEqual(of('matched-random', 2));
  expect(of('matched-random', 1)).toEqual(of('matched-random', 1));
  expect(of('uniform', 1).prompts[0]!.transforms).toHaveLength(80);
  expect(of('uniform', 1).probability).toBe(0.25);
});

test('a prompt that is the source prompt, or is to the text encoder, is refused', () => {
  const same = { text: 'daytime', embedding: source.embedding };
  expect(() => chosenPolicy(dictionary, source, [seventh, same], options)).toThrow('targetPrompts[1] says what');
  expect(() => checkPrompts('day', ['night', 'day '])).toThrow('targetPrompts[1] says what sourcePrompt says');
  checkPrompts('day', ['night']);
});

test('the bundle’s measurements are taken where nothing asks for others', () => {
  expect(asksForOther({ control: 'none' })).toBe(false);
  expect(asksForOther({ control: 'none', transforms: 240, sourceImages: 24, seed: 1 })).toBe(false);
  expect(asksForOther({ control: 'matched-random', seed: 5 })).toBe(false);
  expect(asksForOther({ control: 'none', seed: 5 })).toBe(true);
  expect(asksForOther({ control: 'none', images: ['streets/'] })).toBe(true);
  expect(asksForOther({ control: 'none', transforms: 100 })).toBe(true);
});
