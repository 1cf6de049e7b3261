import { expect, test } from 'vitest';
import { effectiveNumber } from '../choose-transforms';
import { policyFile } from '../policy';
import { readPolicy } from '../read-policy';
import { matchedRandomPolicy, oraclePolicy, textChosenPolicy, uniformPolicy } from './policies';
import { photometricChooser } from './prompt-choice';
import { exampleDictionary } from './testing';

const dictionary = exampleDictionary(240, 32);
const { choose } = photometricChooser(dictionary, dictionary.neutralTexts[0]!);
const prompts = [
  { text: 'rain', choice: choose(dictionary.neutralTexts[1]!) },
  { text: 'a cat', choice: null },
];

test('what text chose, as a file and back; the identity where there is no choice', () => {
  const policy = textChosenPolicy(dictionary, 'day', prompts);
  expect(readPolicy(policyFile(policy), 'policy.json')).toEqual(policy);
  const [rain, cat] = policy.prompts;
  expect(rain!.transforms).toHaveLength(60);
  expect(rain!.transforms[0]!.score).toBe(rain!.confidence);
  expect(cat!.transforms).toHaveLength(1);
  expect(cat!.confidence).toBeNull();
});

test('matched random: as many effective transforms, other ones, and another draw for each seed and prompt', () => {
  const both = [prompts[0]!, prompts[0]!];
  const chosen = textChosenPolicy(dictionary, 'day', both).prompts[0]!;
  const [first, second] = matchedRandomPolicy(dictionary, 'day', both, 1).prompts;
  const weights = first!.transforms.map(({ weight }) => weight);
  expect(effectiveNumber(weights)).toBeCloseTo(15, 6);
  const parameters = (list: typeof chosen) => list.transforms.slice(0, 5).map(({ transform }) => transform);
  expect(parameters(first!)).not.toEqual(parameters(chosen));
  expect(parameters(first!)).not.toEqual(parameters(second!));
  expect(matchedRandomPolicy(dictionary, 'day', both, 2).prompts[0]).not.toEqual(first);
  expect(matchedRandomPolicy(dictionary, 'day', both, 1).prompts[0]).toEqual(first);
});

test('uniform draws all alike; the oracle takes the scores that it is given', () => {
  const [all] = uniformPolicy(dictionary).prompts;
  expect(new Set(all!.transforms.map(({ weight }) => weight))).toEqual(new Set([1 / 240]));
  const scores = dictionary.measured.map((_, k) => (k === 7 ? 1 : 0));
  const [rainy] = oraclePolicy(dictionary, [{ weather: 'rainy', scores }]).prompts;
  expect(rainy!.transforms[0]!.transform).toEqual({ kind: 'photometric', parameters: dictionary.transforms[7] });
});
