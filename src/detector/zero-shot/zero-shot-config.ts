import { modelSize } from '../../method/model-size';
import { detectorPresets, type DetectorConfig } from '../../method/detector-config';
import type { ProposalChoice } from './proposal-source';

/** The name by which requests refer to CLIP alone. */
export const zeroShotName = 'clip-zero-shot';

/**
 * What a region must beat to be an object. `margin`: one cosine for all regions; `prompts`: the best of these texts, as the class prompts are compared.
 * vidit09/domaingen's classifier has a constant 0 as background, which only training can make right.
 */
export type Background =
  | { readonly kind: 'margin'; readonly cosine: number }
  | { readonly kind: 'prompts'; readonly prompts: readonly string[] };

/** How CLIP alone detects: nothing here is learned from boxes. */
export interface ZeroShotConfig {
  readonly classes: readonly string[];
  /** `{}` stands for the class name. */
  readonly promptTemplate: string;
  readonly background: Background;
  /** γ of the softmax over classes and background. */
  readonly logitScale: number;
  readonly proposalSource: ProposalChoice;
  /** Regions that selective search proposes at most. */
  readonly proposals: number;
  /** Regions of selective search that are left after the first scores, where they overlap by less than {@link overlapThresh}; and those that are looked at again. */
  readonly regions: number;
  readonly overlapThresh: number;
  /** The best regions are cut out of the image and embedded as CLIP embeds images; their score is then the mean of both cosines. */
  readonly secondLook: boolean;
}

/** Chosen on `daytime-clear/val` for the built-in CLIP (docs/zero-shot.md); larger CLIPs give image and text cosines of .2 to .3. */
export function zeroShotDefaults(resolution: number): ZeroShotConfig {
  const small = modelSize(resolution) === 'builtin';
  const { classes, promptTemplate } = detectorPresets.builtin;
  return {
    classes,
    promptTemplate,
    background: { kind: 'margin', cosine: small ? 0.5 : 0.22 },
    logitScale: small ? 20 : 100,
    proposalSource: { kind: 'selective-search' },
    proposals: small ? 1500 : 300,
    regions: small ? 100 : 40,
    overlapThresh: 0.6,
    secondLook: true,
  };
}

/** The same as a detector shows it: thresholds and sizes are those of the preset for that resolution. */
export function zeroShotDetectorConfig(config: ZeroShotConfig, resolution: number): DetectorConfig {
  const preset = detectorPresets[modelSize(resolution)];
  const { classes, promptTemplate, logitScale } = config;
  return { ...preset, classes, promptTemplate, logitScale, poolerResolution: resolution / 16 };
}
