import { expect, test } from 'vitest';
import { add, normalise, scale } from '../../math/vector';
import { effectiveNumber } from '../choose-transforms';
import { photometricChooser, choiceOfScores } from './prompt-choice';
import { exampleDictionary } from './testing';

const dictionary = exampleDictionary(240, 128);
const source = normalise(Float32Array.from({ length: 128 }, (_, d) => Math.cos(d)));

test('a text direction along what one transform does apart from the others chooses that transform first', () => {
  const mean = source.map((_, d) => dictionary.measured.reduce((sum, { shift }) => sum + shift[d]! / 240, 0));
  const apart = dictionary.measured[17]!.shift.map((value, d) => value - mean[d]!);
  const target = normalise(add(source, scale(apart, 0.02)));
  // Only the part of the target across the source is kept by the unit length, so the direction is close to, and not the same as, the shift.
  const { order, confidence, weights } = photometricChooser(dictionary, source).choose(target);
  expect(order[0]).toBe(17);
  expect(confidence).toBeGreaterThan(0.9);
  expect(weights.indexOf(Math.max(...weights))).toBe(17);
});

test('sixty transforms are weighed, as concentrated as fifteen alike, heaviest first', () => {
  const { weights, order } = choiceOfScores(dictionary.measured.map(({ change }) => change));
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  expect(effectiveNumber(weights)).toBeCloseTo(15, 6);
  expect(weights.filter((weight) => weight > 0)).toHaveLength(60);
  const heaviest = order.map((k) => weights[k]!);
  expect(heaviest).toEqual([...heaviest].sort((a, b) => b - a));
});

test('the threshold leaves five of the hundred neutral prompts above it', () => {
  const { threshold, choose } = photometricChooser(dictionary, source);
  expect(dictionary.neutralTexts.filter((text) => choose(text).confidence > threshold)).toHaveLength(5);
});

test('a target that equals the source scores nothing, and chooses all the same', () => {
  const { scores, confidence, weights } = photometricChooser(dictionary, source).choose(source);
  expect(new Set(scores)).toEqual(new Set([0]));
  expect(confidence).toBe(0);
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
});

test('fewer transforms than are weighed: those there are', () => {
  expect(choiceOfScores([0.1, 0.4, 0.2]).order).toEqual([1, 2, 0]);
});
