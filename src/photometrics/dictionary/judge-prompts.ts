import { norm, subtract } from '../../math/vector';
import type { PhotometricDictionary } from './dictionary';
import { photometricChooser } from './prompt-choice';

/**
 * What a model makes of a target prompt. `no-direction`: it says what the source prompt says, so that it chooses nothing; `plain`: the model sees no
 * photometric change in its words; `photometric`: it sees one.
 */
export type PromptVerdict = 'no-direction' | 'plain' | 'photometric';

/** Two texts of the same tokens differ by rounding alone, which points nowhere; unit embeddings round by about 1e-6. */
const shortestDirection = 1e-4;

/** @param source q_s and `targets` q_t, unit, `[D]` each */
export function judgePrompts(
  dictionary: PhotometricDictionary,
  source: Float32Array,
  targets: readonly Float32Array[],
): readonly PromptVerdict[] {
  const { threshold, choose } = photometricChooser(dictionary, source);
  return targets.map((target) => {
    if (norm(subtract(target, source)) < shortestDirection) return 'no-direction';
    return choose(target).confidence >= threshold ? 'photometric' : 'plain';
  });
}
