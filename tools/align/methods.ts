import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOffsets } from '../../src/augmentation/methods/random-offsets';
import type { Offsets } from '../../src/augmentation/offsets';
import { readOffsetsFile } from '../../src/augmentation/offsets-file';
import { pooledOffsets } from '../../src/augmentation/pooled-offset';
import { conditionName, conditionOfPrompt } from '../../src/scenes';
import { root } from '../install.mjs';
import { prepareLearned } from '../reproduce/learned';
import { learnedFile } from '../reproduce/learned-file';
import { type Row, type RowName, rowNames, rows } from '../reproduce/rows';
import { agreement, type OfCondition } from './agreement';
import { learn } from './learn';
import { type MethodAlignment, writeMethodAlignment } from './method-alignment';

/** Of random offsets: as many as rows have runs. */
const seeds = [1, 2, 3];

/**
 * Measures how far what each row of the table adds points to where the weather goes, and stores it for the table. What rows have learned is learned first
 * where it is not there yet.
 * @param scenes streets of the split `val` behind each true shift
 */
export async function alignMethods(scenes: number): Promise<MethodAlignment> {
  const added = new Map<RowName, readonly OfCondition[]>();
  for (const name of rowNames) {
    const vectors = await addedBy(rows[name]);
    if (vectors !== null) added.set(name, vectors);
  }
  const named = [...added.values()].flatMap((list) => list.flatMap(({ condition }) => condition ?? []));
  const conditions = [...new Set(named)];
  const { pooled, modelHash } = await learn('shifts', 'method shifts', { conditions, scenes, split: 'val' });
  const shifts = new Map(conditions.map((condition, at) => [condition, pooled[at]!]));
  const found: MethodAlignment = {
    modelHash,
    scenes,
    rows: Object.fromEntries([...added].map(([name, vectors]) => [name, agreement(vectors, shifts)])),
  };
  writeMethodAlignment(found);
  return found;
}

/** All that training may add to V_a's output in a row; null where it changes something else, or nothing. */
async function addedBy({ method, learned }: Row): Promise<readonly OfCondition[] | null> {
  switch (method) {
    case 'none':
    case 'jitter':
    case 'jitter-wide':
    case 'corruptions':
    case 'jitter-corruptions':
    case 'randconv':
    case 'photometrics':
    case 'photometrics-random':
    case 'photometrics-uniform':
    case 'photometrics-unrelated':
    case 'photometrics-oracle':
    case 'physics':
    case 'mixstyle':
    case 'np':
    case 'pin':
    case 'pin-mix':
      return null;
    case 'additive':
    case 'unrelated':
    case 'oracle':
    case 'random': {
      if (learned === null) return null;
      await prepareLearned(learned);
      const own = byCondition(readOffsetsFile(readFileSync(join(root, learnedFile(learned)))));
      if (method !== 'random') return own;
      const lengths = own.map(({ vector }) => vector);
      return seeds.flatMap((seed) =>
        randomOffsets(lengths, seed).map((vector, at) => ({ condition: own[at]!.condition, vector })),
      );
    }
    default:
      return method satisfies never;
  }
}

/** Pooled offsets, each with the condition that its prompt names; measured shifts have the condition's name for a prompt. */
function byCondition(offsets: Offsets): readonly OfCondition[] {
  return pooledOffsets(offsets).map((vector, at) => {
    const condition = conditionOfPrompt(offsets.targetPrompts[at]!);
    return { vector, condition: condition && conditionName(condition) };
  });
}
