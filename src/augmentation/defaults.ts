import type { OptimisationConfig } from './optimisation-config';

/** A configuration without what only the user can say. */
export type OptimisationPreset = Omit<OptimisationConfig, 'sourcePrompt' | 'targetPrompts' | 'crops'>;

/** The released code's settings (reference: `opt_offsets` and its yaml), for the public CLIPs. */
const reference: OptimisationPreset = {
  method: 'additive',
  protocol: 'code',
  offsetShape: 'grid',
  l1Weight: 1,
  iterations: 1000,
  learningRate: 0.01,
  cropsPerStep: 60,
  imagesPerStep: 4,
  cropSize: 400,
  imageShortSide: 600,
  seed: 1,
};

/** For a model small enough to be optimised while one watches: the scenes stay at 256 pixels, crops keep the reference's proportion. */
const builtin: OptimisationPreset = {
  ...reference,
  iterations: 150,
  cropsPerStep: 8,
  cropSize: 170,
  imageShortSide: 256,
};

/** The defaults for a model of that resolution: below 200 pixels it is a small one. */
export function optimisationDefaults(resolution: number): OptimisationPreset {
  return resolution < 200 ? builtin : reference;
}
