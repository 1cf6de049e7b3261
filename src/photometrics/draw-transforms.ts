import type { Random } from '../math/random';
import {
  fromParameters,
  identityTransform,
  type ParameterName,
  parameters,
  type PhotometricTransform,
} from './parameters';

/** Parameters that are drawn or left out together. */
const groups: readonly (readonly ParameterName[])[] = [
  ['exposure'],
  ['redGain', 'blueGain'],
  ['gamma'],
  ['contrast'],
  ['saturation'],
  ['airDensity', 'airLight', 'horizon'],
  ['blur'],
  ['noise'],
];

/** How likely each group acts. */
const groupProbability = 0.5;

/**
 * Random transforms of the family: each group acts with probability ½, and at least one does; its parameters are uniform in their range, those
 * that are factors in the logarithm. One at a time from a fork of its own, so that the first K of more are the same.
 */
export function drawTransforms(count: number, random: Random): readonly PhotometricTransform[] {
  return Array.from({ length: count }, (_, index) => drawTransform(random.fork(index)));
}

function drawTransform(random: Random): PhotometricTransform {
  const acting = new Set<ParameterName>();
  while (acting.size === 0)
    for (const group of groups) if (random.next() < groupProbability) for (const name of group) acting.add(name);
  return fromParameters((name) => (acting.has(name) ? drawParameter(name, random) : identityTransform[name]));
}

function drawParameter(name: ParameterName, random: Random): number {
  const { low, high, scale } = parameters[name];
  if (scale !== 'factor') return random.uniform(low, high);
  return Math.min(high, Math.max(low, Math.exp(random.uniform(Math.log(low), Math.log(high)))));
}
