import { withoutMean } from '../../math/alignment';
import { quantile } from '../../math/statistics';
import { cosinesWith, norm, subtract } from '../../math/vector';
import { weightsOfEffectiveNumber } from '../choose-transforms';
import type { PhotometricDictionary } from './dictionary';

/** So many transforms, those with the best scores, are weighed; the others are never drawn. */
export const weighedTransforms = 60;

/** 1 / Σw² of a prompt's weights. */
export const effectiveTransforms = 15;

/** Share of the neutral prompts whose best score stays below the threshold. */
const neutralShare = 0.95;

/** Two texts of the same tokens differ by rounding alone, which points nowhere; unit embeddings round by about 1e-6. */
const shortestDirection = 1e-4;

/** Whether a target prompt says something else than the source prompt, so that it can choose. Both unit, `[D]`. */
export function hasDirection(source: Float32Array, target: Float32Array): boolean {
  return norm(subtract(target, source)) >= shortestDirection;
}

/** What a prompt chooses among K transforms. */
export interface PromptChoice {
  /** `[K]`: cosine of each transform's shift, without what all share, with the text direction. */
  readonly scores: readonly number[];
  /** `[K]`, sum 1. */
  readonly weights: readonly number[];
  /** Numbers of the transforms that may be drawn, heaviest first. */
  readonly order: readonly number[];
  /** The best score. */
  readonly confidence: number;
}

/** Whether a model sees a photometric change in words. */
export function seesChange(confidence: number, threshold: number): boolean {
  return confidence >= threshold;
}

/** Chooses for one dictionary and one source prompt. */
export interface PhotometricChooser {
  /** The confidence below which the model sees no photometric change in words: the 95th percentile of that of the neutral prompts. */
  readonly threshold: number;
  /** @param target q_t, unit, `[D]`; where it equals the source prompt's, all scores are 0 */
  choose(target: Float32Array): PromptChoice;
}

/**
 * @param dictionary whole or in part
 * @param source q_s, unit, `[D]`
 */
export function photometricChooser(dictionary: PhotometricDictionary, source: Float32Array): PhotometricChooser {
  const directions = withoutMean(dictionary.measured.map(({ shift }) => shift));
  const cosines = cosinesWith(directions);
  // Where the target is the source, or a transform does what all do, there is no angle.
  const scoresOf = (target: Float32Array) => cosines(subtract(target, source)).map((score) => score || 0);
  const neutral = dictionary.neutralTexts.map((text) => Math.max(...scoresOf(text)));
  return {
    threshold: quantile(neutral, neutralShare),
    choose: (target) => choiceOfScores(scoresOf(target)),
  };
}

/** Weights of the best scores, whether text or anything else gave them. @param effective 1 / Σw² of the weights */
export function choiceOfScores(scores: readonly number[], effective = effectiveTransforms): PromptChoice {
  const order = scores
    .map((_, k) => k)
    .sort((a, b) => scores[b]! - scores[a]!)
    .slice(0, weighedTransforms);
  const heaviest = weightsOfEffectiveNumber(
    order.map((k) => scores[k]!),
    effective,
  );
  const weights = scores.map(() => 0);
  order.forEach((k, place) => (weights[k] = heaviest[place]!));
  return { scores, weights, order, confidence: scores[order[0]!]! };
}
