import type { ImageTransform } from './image-transform';
import { changedParameters, familyVersion } from './parameters';

/** Changes whenever the form of the file does. */
export const policyVersion = 1;

/**
 * How a strength is drawn for an image. `uniform-from-least`: uniform from the transform's least strength, the least at which CLIP, zero-shot,
 * prefers the target prompt to the source prompt, to 1.
 */
export const strengthLaws = ['uniform-from-least'] as const;
export type StrengthLaw = (typeof strengthLaws)[number];

/** A transform that a prompt may draw. */
export interface WeightedTransform {
  /** Share of the draws; those of a prompt sum to 1. */
  readonly weight: number;
  /** Cosine with the text direction; null where no text chose. */
  readonly score: number | null;
  /** 0 to 1. */
  readonly leastStrength: number;
  readonly transform: ImageTransform;
}

export interface PromptPolicy {
  readonly text: string;
  /** The best score; null where no text chose. */
  readonly confidence: number | null;
  readonly transforms: readonly WeightedTransform[];
}

/** What to do to the images of a training: each is changed with a probability, by a transform of one of the prompts. */
export interface Policy {
  /** SHA-256 of the model that chose; null where none did. */
  readonly model: string | null;
  readonly sourcePrompt: string;
  /** Share of the images that are changed. */
  readonly probability: number;
  readonly strengthLaw: StrengthLaw;
  readonly prompts: readonly PromptPolicy[];
}

/** Whether nothing is done to an image: what a prompt gets for which somebody took the identity. */
export function isIdentityAlone(transforms: readonly WeightedTransform[]): boolean {
  return transforms.every(({ transform }) => isIdentity(transform));
}

/** Whether a transform leaves every image as it is. */
export function isIdentity(transform: ImageTransform): boolean {
  switch (transform.kind) {
    case 'photometric':
      return Object.keys(changedParameters(transform.parameters)).length === 0;
    case 'corruption':
      return transform.severity === 0;
    default:
      return transform satisfies never;
  }
}

/** A policy as its file has it; `augment.py` reads the same. */
export function policyFile(policy: Policy): string {
  return `${JSON.stringify(policyContent(policy), null, 1)}\n`;
}

/** What the file holds, as values of JSON; `parsePolicy` reads it. Parameters that do nothing are left out. */
export function policyContent({ model, sourcePrompt, probability, strengthLaw, prompts }: Policy): object {
  return {
    version: policyVersion,
    family: familyVersion,
    model,
    sourcePrompt,
    probability,
    strength: { law: strengthLaw },
    prompts: prompts.map(({ text, confidence, transforms }) => ({
      text,
      confidence,
      transforms: transforms.map(({ weight, score, leastStrength, transform }) => ({
        weight,
        score,
        leastStrength,
        ...fileTransform(transform),
      })),
    })),
  };
}

function fileTransform(transform: ImageTransform): object {
  switch (transform.kind) {
    case 'photometric':
      return { parameters: changedParameters(transform.parameters) };
    case 'corruption':
      return { corruption: transform.corruption, severity: transform.severity };
    default:
      return transform satisfies never;
  }
}
