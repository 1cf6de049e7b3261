import type * as tf from '@tensorflow/tfjs-core';
import type { VisualArchitecture } from '../../clip/tower/architecture';
import type { Random } from '../../math/random';
import type { PolicyRule } from '../../photometrics/dictionary/make-policy';
import type { Policy } from '../../photometrics/policy';
import type { ImageChange } from './image-change';
import type { Offsets } from '../offsets';
import type { Styles } from '../pin/styles';
import type { Knowledge } from '../../method/knowledge';
import type { MethodName } from '../../method/method-names';

/** What a method learned before the detector's training, from text or otherwise. */
export type Learned =
  | { readonly kind: 'offsets'; readonly offsets: Offsets }
  | { readonly kind: 'styles'; readonly styles: Styles }
  | { readonly kind: 'policy'; readonly policy: Policy };

/**
 * What a method does in one training step, at the places where it acts; B images, w the tower's width.
 * The tensor maps may be called several times in a step and must then do the same; their results are the caller's.
 */
export interface StepAugmentation {
  /** What becomes of the pixels of each image at the detector's working size, before normalisation. */
  readonly images?: readonly ImageChange[];
  /** Output of layer1: `[B, H/4, W/4, 4w]`. */
  readonly layer1?: (features: tf.Tensor4D) => tf.Tensor4D;
  /** Output of V_a: `[B, H/16, W/16, 16w]`. */
  readonly res4?: (features: tf.Tensor4D) => tf.Tensor4D;
}

/** Draws what one step of that many images does; everything random comes from `random`. */
export type DrawAugmentation = (imageCount: number, random: Random) => StepAugmentation;

export interface MethodSetting {
  /** As the method's `learns` says. */
  readonly learned: Learned | null;
  readonly architecture: VisualArchitecture;
  /** For what is drawn once per run. */
  readonly seed: number;
}

interface CommonFacts {
  readonly title: string;
  /** One sentence: what it changes, and where. */
  readonly summary: string;
  /** Where it acts; null for nowhere. */
  readonly changes: keyof StepAugmentation | null;
  /** What of the target weathers enters. */
  readonly knows: Knowledge;
  /** Target prompts that the method is meant for; null where any will do. */
  readonly suggestedPrompts: readonly string[] | null;
}

/** What must be learned before training; null for nothing. */
type Learns =
  | { readonly learns: Exclude<Learned['kind'], 'policy'> | null }
  | { readonly learns: 'policy'; /** How the policy is made. */ readonly policyRule: PolicyRule };

/** What a reader is told of a method. */
export type MethodFacts = CommonFacts & Learns;

export type MethodInfo = MethodFacts & { readonly name: MethodName };

/**
 * A way to augment the training of a detector. One file holds one, and `registry.ts` lists it.
 *
 * @example
 * export const noise: Method = {
 *   title: 'Noise',
 *   summary: 'Adds normal noise to the output of V_a.',
 *   changes: 'res4',
 *   learns: null,
 *   knows: 'nothing',
 *   suggestedPrompts: null,
 *   prepare: () => (imageCount, random) => {
 *     const seed = random.integer(2 ** 31);
 *     return { res4: (features) => tf.add(features, tf.randomNormal(features.shape, 0, 0.1, 'float32', seed)) };
 *   },
 * };
 */
export type Method = MethodFacts & {
  /** @throws ModelError `bad-config` where `learned` is missing, `bundle-mismatch` where it does not fit the tower */
  prepare(setting: MethodSetting): DrawAugmentation;
};
