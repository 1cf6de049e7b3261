import type { ShiftMeasurement } from '../../engine/engine';
import { normalise, subtract } from '../../math/vector';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import { type EmbeddedText, makePolicy } from '../../photometrics/dictionary/make-policy';
import { hasDirection } from '../../photometrics/dictionary/prompt-choice';
import type { Policy } from '../../photometrics/policy';
import { type ExplainedOffsets, pooledMeans } from './pooled-means';
import type { MovedPrompts } from '../../runs/records/explain-record';

/** Of the control's draw. */
const controlSeed = 1;

/** What text chooses for the prompts, and the control that changes pixels as much: the policies of which shifts are measured. */
export function comparedPolicies(
  dictionary: PhotometricDictionary,
  source: EmbeddedText,
  targets: readonly EmbeddedText[],
): readonly Policy[] {
  const choosing = targets.map((target) => ({ ...target, identity: false }));
  return [
    makePolicy(dictionary, { rule: 'text', source, targets: choosing }),
    makePolicy(dictionary, { rule: 'matched-random', source, targets: choosing, seed: controlSeed }),
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
  source: EmbeddedText,
  targets: readonly EmbeddedText[],
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
  const apart = targets.filter(({ embedding }) => hasDirection(source.embedding, embedding));
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
