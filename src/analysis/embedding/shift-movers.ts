import type { ShiftMeasurement } from '../../engine/engine';
import { normalise, subtract } from '../../math/vector';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import { matchedRandomPolicy, textChosenPolicy } from '../../photometrics/dictionary/policies';
import { photometricChooser } from '../../photometrics/dictionary/prompt-choice';
import type { Policy } from '../../photometrics/policy';
import { type ExplainedOffsets, pooledMeans } from './pooled-means';
import type { MovedPrompts } from './shift-comparison';

/** Of the control's draw. */
const controlSeed = 1;

/** A prompt with its unit text embedding, `[D]`. */
export interface PromptVector {
  readonly text: string;
  readonly embedding: Float32Array;
}

/** What text chooses for the prompts, and the control that changes pixels as much: the policies of which shifts are measured. */
export function comparedPolicies(
  dictionary: PhotometricDictionary,
  source: PromptVector,
  targets: readonly PromptVector[],
): readonly Policy[] {
  const chooser = photometricChooser(dictionary, source.embedding);
  const prompts = targets.map(({ text, embedding }) => ({ text, choice: chooser.choose(embedding) }));
  return [
    textChosenPolicy(dictionary, source.text, prompts),
    matchedRandomPolicy(dictionary, source.text, prompts, controlSeed),
  ];
}

const policyTitles = ['Text-chosen photometrics', 'Matched random photometrics'] as const;

/**
 * All that is compared with real weather.
 * @param measured with the policies of {@link comparedPolicies}, or none, and with the offsets
 * @param offsets null where there are none
 */
export function shiftMovers(
  measured: ShiftMeasurement,
  offsets: ExplainedOffsets | null,
  source: PromptVector,
  targets: readonly PromptVector[],
): readonly MovedPrompts[] {
  const prompts = targets.map(({ text }) => text);
  const moved = measured.policies.map((shifts, at): MovedPrompts => ({
    title: policyTitles[at]!,
    prompts,
    vectors: {
      embedding: shifts.map(({ embeddingShift }) => embeddingShift),
      features: shifts.map(({ shift }) => shift),
    },
  }));
  const apart = targets.filter(({ embedding }) => embedding.some((value, d) => value !== source.embedding[d]));
  const direction: MovedPrompts = {
    title: 'The text direction itself',
    prompts: apart.map(({ text }) => text),
    vectors: {
      embedding: apart.map(({ embedding }) => normalise(subtract(embedding, source.embedding))),
      features: null,
    },
  };
  const added: readonly MovedPrompts[] = offsets
    ? [
        {
          title: `Offsets: ${offsets.title}`,
          prompts: offsets.pooled.targetPrompts,
          vectors: { embedding: measured.offsets, features: pooledMeans(offsets) },
        },
      ]
    : [];
  return [...added, ...moved, direction];
}
