import { expect, test } from 'vitest';
import { add, normalise, scale } from '../../math/vector';
import { isIdentityAlone } from '../policy';
import { makePolicy } from './make-policy';
import { exampleDictionary } from './testing';

const dictionary = exampleDictionary(240, 128);
const source = { text: 'day', embedding: dictionary.neutralTexts[0]! };
const shared = source.embedding.map((_, d) =>
  dictionary.measured.reduce((sum, { shift }) => sum + shift[d]! / dictionary.measured.length, 0),
);
/** What one transform does apart from all others. */
const apart = (k: number) => dictionary.measured[k]!.shift.map((value, d) => value - shared[d]!);
/** A prompt in the direction of a transform. */
const rain = { text: 'rain', embedding: normalise(add(source.embedding, scale(apart(17), 0.02))), identity: false };
/** Words without photometry, for which somebody took the identity. */
const cat = { text: 'a cat', embedding: dictionary.neutralTexts[1]!, identity: true };
const transformOf = (k: number) => ({ kind: 'photometric', parameters: dictionary.transforms[k] });

test('text chooses, and a prompt for which the identity is taken leaves images as they are', () => {
  const policy = makePolicy(dictionary, { rule: 'text', source, targets: [rain, cat, { ...cat, identity: false }] });
  const [first, second, third] = policy.prompts;
  expect(policy.sourcePrompt).toBe('day');
  expect(first!.transforms[0]!.transform).toEqual(transformOf(17));
  expect(second!.transforms).toHaveLength(1);
  expect(third!.transforms).toHaveLength(60);
  expect(policy.prompts.map(({ transforms }) => isIdentityAlone(transforms))).toContain(false);
  const { prompts: unchanged } = makePolicy(dictionary, { rule: 'text', source, targets: [cat, cat] });
  expect(unchanged.map(({ transforms }) => isIdentityAlone(transforms))).toEqual([true, true]);
});

test('matched random takes the place of what text chose, prompt by prompt, and keeps the identity', () => {
  const ofSeed = (seed: number) =>
    makePolicy(dictionary, { rule: 'matched-random', source, targets: [rain, cat], seed }).prompts;
  expect(ofSeed(1)[0]!.transforms).toHaveLength(60);
  expect(ofSeed(1)[1]!.transforms).toHaveLength(1);
  expect(ofSeed(1)).not.toEqual(ofSeed(2));
});

test('uniform needs no prompt', () => {
  expect(makePolicy(dictionary, { rule: 'uniform' }).prompts[0]!.transforms).toHaveLength(240);
});

test('a weather that lies where one transform leads is given that transform first, whatever all weathers share', () => {
  const common = scale(shared, -3);
  const shifts = [5, 99, 200].map((k) => ({ weather: `weather ${k}`, shift: add(common, apart(k)) }));
  const policy = makePolicy(dictionary, { rule: 'real-images', shifts });
  expect(policy.prompts.map(({ text }) => text)).toEqual(['weather 5', 'weather 99', 'weather 200']);
  policy.prompts.forEach(({ transforms }, at) =>
    expect(transforms[0]!.transform).toEqual(transformOf([5, 99, 200][at]!)),
  );
});

test('one weather alone has nothing that tells it apart', () => {
  const shifts = [{ weather: 'night-rainy', shift: dictionary.measured[0]!.shift }];
  expect(() => makePolicy(dictionary, { rule: 'real-images', shifts })).toThrow(RangeError);
});
