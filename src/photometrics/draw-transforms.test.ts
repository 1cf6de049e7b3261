import { expect, test } from 'vitest';
import { Random } from '../math/random';
import { quantile } from '../math/statistics';
import { drawTransforms } from './draw-transforms';
import { changedParameters, type ParameterName, parameterNames, parameters } from './parameters';

const drawn = drawTransforms(2000, new Random(5));

test('the first of more are the same, and another seed gives others', () => {
  expect(drawTransforms(240, new Random(5))).toEqual(drawn.slice(0, 240));
  expect(drawTransforms(3, new Random(6))).not.toEqual(drawn.slice(0, 3));
});

test('every value is in its range, none is the identity, and each group acts in about half of them', () => {
  for (const transform of drawn) {
    expect(Object.keys(changedParameters(transform)).length).toBeGreaterThan(0);
    for (const name of parameterNames) {
      expect(transform[name]).toBeGreaterThanOrEqual(parameters[name].low);
      expect(transform[name]).toBeLessThanOrEqual(parameters[name].high);
    }
    const together = (a: ParameterName, b: ParameterName) =>
      expect(transform[a] === parameters[a].identity).toBe(transform[b] === parameters[b].identity);
    together('redGain', 'blueGain');
    together('airDensity', 'airLight');
  }
  for (const name of parameterNames) {
    const acting = drawn.filter((transform) => transform[name] !== parameters[name].identity).length / drawn.length;
    expect(Math.abs(acting - 0.502), name).toBeLessThan(0.05);
  }
});

test('factors are uniform in the logarithm, steps in their range', () => {
  const middle = (name: ParameterName) =>
    quantile(
      drawn.map((transform) => transform[name]).filter((value) => value !== parameters[name].identity),
      0.5,
    );
  expect(Math.log(middle('exposure'))).toBeCloseTo(0, 0);
  expect(Math.abs(Math.log(middle('gamma')))).toBeLessThan(0.1);
  expect(Math.abs(middle('contrast') - 0.85)).toBeLessThan(0.08);
  expect(Math.abs(middle('noise') - 0.05)).toBeLessThan(0.005);
});
