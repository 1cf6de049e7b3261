import { modelSize } from './model-size';
import type { OptimisationParameters } from './optimisation-settings';

/** The parameters of a run that a model's size decides, and the method that they are for. */
export type OptimisationDefaults = Omit<OptimisationParameters, 'sourceImages'> & { readonly method: 'additive' };

/** The released code's settings (reference: vidit09/domaingen `opt_offsets` and `configs/diverse_weather.yaml`), for the public CLIPs. */
const reference: OptimisationDefaults = {
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

/** `builtin` is for a model small enough to be optimised while one watches: the scenes stay at 256 pixels, crops keep the reference's proportion. */
export const optimisationDefaultsOfSize = {
  reference,
  builtin: { ...reference, iterations: 150, cropsPerStep: 8, cropSize: 170, imageShortSide: 256 },
} as const satisfies Readonly<Record<ReturnType<typeof modelSize>, OptimisationDefaults>>;

/** The defaults for a model of that resolution. */
export function optimisationDefaults(resolution: number): OptimisationDefaults {
  return optimisationDefaultsOfSize[modelSize(resolution)];
}

const defaultSourceImages = 24;

/** A model's defaults with what was set in their place. */
export function effectiveParameters(
  defaults: OptimisationDefaults,
  changes: Partial<OptimisationParameters>,
): OptimisationParameters {
  const { method: _, ...values } = defaults;
  return { ...values, sourceImages: defaultSourceImages, ...changes };
}

/** Ready-made choices for a model of the public sizes, beside its defaults, which are the released code's. */
export const optimisationPresets = {
  reference: {
    label: 'Reference',
    help: 'As the code was released: 1,000 iterations on 60 crops. For a GPU.',
    changes: {},
  },
  laptop: {
    label: 'Laptop',
    help: '100 iterations on 8 crops of 2 images, a 75th of the crops: enough to see where the offsets go.',
    changes: { iterations: 100, cropsPerStep: 8, imagesPerStep: 2 },
  },
} as const satisfies Readonly<
  Record<string, { readonly label: string; readonly help: string; readonly changes: Partial<OptimisationParameters> }>
>;

export type OptimisationPresetName = keyof typeof optimisationPresets;
