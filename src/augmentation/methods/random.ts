import { Random } from '../../math/random';
import { norm } from '../../math/vector';
import { pooledOffsets } from '../pooled-offset';
import { drawOffsets, requireOffsets } from './additive';
import type { Method } from './method';

/** The paper's control `random` (Table 7): what is left of the gain when the text chooses the lengths only. */
export const random: Method = {
  title: 'Random offsets',
  summary: 'Adds offsets as long as the learned ones, in random directions drawn once per run.',
  learns: 'offsets',
  usesTarget: false,
  suggestedPrompts: null,
  prepare: (setting) => {
    const source = new Random(setting.seed).fork('random offsets');
    return drawOffsets(
      pooledOffsets(requireOffsets(setting)).map((offset) => directionOf(norm(offset), offset.length, source)),
    );
  },
};

/** A uniformly random vector of that length. */
function directionOf(length: number, size: number, source: Random): Float32Array {
  const values = Float32Array.from({ length: size }, () => source.normal());
  const scale = length / norm(values);
  return values.map((value) => value * scale);
}
