import type { PhotometricDictionary } from './dictionary';
import { hasDirection, photometricChooser, seesChange } from './prompt-choice';

/**
 * What a model makes of a target prompt. `no-direction`: it says what the source prompt says, so that it chooses nothing; `plain`: the model sees no
 * photometric change in its words; `photometric`: it sees one.
 */
export type PromptVerdict = 'no-direction' | 'plain' | 'photometric';

/** @param source q_s and `targets` q_t, unit, `[D]` each */
export function judgePrompts(
  dictionary: PhotometricDictionary,
  source: Float32Array,
  targets: readonly Float32Array[],
): readonly PromptVerdict[] {
  const { threshold, choose } = photometricChooser(dictionary, source);
  return targets.map((target) => {
    if (!hasDirection(source, target)) return 'no-direction';
    return seesChange(choose(target).confidence, threshold) ? 'photometric' : 'plain';
  });
}
