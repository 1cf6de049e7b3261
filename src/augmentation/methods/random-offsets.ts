import { Random } from '../../math/random';
import { norm } from '../../math/vector';
import { pooledOffsets } from '../pooled-offset';
import { drawOffsets, requireOffsets } from './additive';
import type { Method } from './method';

/** The paper's control `random` (Table 7): what is left of the gain when the text chooses the lengths only. */
export const random: Method = {
  title: 'Random offsets',
  summary: 'Adds offsets as long as the learned ones, in random directions drawn once per run.',
  changes: 'res4',
  learns: 'offsets',
  knows: 'prompt',
  suggestedPrompts: null,
  prepare: (setting) => drawOffsets(randomOffsets(pooledOffsets(requireOffsets(setting)), setting.seed)),
};

/** Vectors as long as the given ones, each in a direction of its own: what a run with that seed adds. */
export function randomOffsets(pooled: readonly Float32Array[], seed: number): readonly Float32Array[] {
  const source = new Random(seed).fork('random offsets');
  return pooled.map((offset) => directionOf(norm(offset), offset.length, source));
}

/** A uniformly random vector of that length. */
function directionOf(length: number, size: number, source: Random): Float32Array {
  const values = Float32Array.from({ length: size }, () => source.normal());
  const scale = length / norm(values);
  return values.map((value) => value * scale);
}
