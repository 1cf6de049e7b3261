import type { OffsetShape } from '../method/offset-shape';
import type { ProtocolName } from '../method/protocol';
import type { OptimisationDefaults } from '../engine/engine';
import type { NumberSpec } from './number-spec';

/** What the user can set for a run of the optimisation step. */
export interface OptimisationParameters {
  readonly protocol: ProtocolName;
  readonly offsetShape: OffsetShape;
  readonly l1Weight: number;
  readonly iterations: number;
  readonly learningRate: number;
  readonly cropsPerStep: number;
  readonly imagesPerStep: number;
  readonly cropSize: number;
  readonly imageShortSide: number;
  readonly seed: number;
  /** Built-in daytime-clear train scenes from which the images of a step are drawn. */
  readonly sourceImages: number;
}

export type NumericParameter = Exclude<keyof OptimisationParameters, 'protocol' | 'offsetShape'>;

export const parameterSpecs: readonly NumberSpec<NumericParameter>[] = [
  {
    key: 'iterations',
    label: 'Iterations',
    help: 'Updates of all semantic offsets, with Adam.',
    min: 1,
    max: 100_000,
    integer: true,
    paper: '1,000',
    code: '1,000',
  },
  {
    key: 'learningRate',
    label: 'Learning rate',
    help: 'Step size of Adam.',
    min: 1e-6,
    max: 10,
    integer: false,
    paper: '0.01',
    code: '0.01',
  },
  {
    key: 'l1Weight',
    label: 'Weight of l1',
    help: 'Factor of the term that keeps augmented embeddings near those of the crops.',
    min: 0,
    max: 1_000_000,
    integer: false,
    paper: '1',
    code: '1',
  },
  {
    key: 'cropsPerStep',
    label: 'Crops per step',
    help: 'Random crops in one iteration, over all images drawn for it.',
    min: 1,
    max: 512,
    integer: true,
    code: '60',
  },
  {
    key: 'imagesPerStep',
    label: 'Images per step',
    help: 'Images drawn for one iteration; the crops are cut from them.',
    min: 1,
    max: 64,
    integer: true,
    code: '4',
  },
  {
    key: 'cropSize',
    label: 'Crop size',
    help: 'Side of a random crop, in pixels of the resized image.',
    min: 16,
    max: 2000,
    integer: true,
    paper: '224',
    code: '400',
  },
  {
    key: 'imageShortSide',
    label: 'Image short side',
    help: 'Images are resized to this short side before crops are cut.',
    min: 32,
    max: 2000,
    integer: true,
    code: '600',
  },
  {
    key: 'sourceImages',
    label: 'Source images',
    help: 'Images from which those of a step are drawn: built-in daytime-clear training scenes, or of a data set.',
    min: 1,
    max: 512,
    integer: true,
  },
  {
    key: 'seed',
    label: 'Seed',
    help: 'Every random draw comes from it: the same seed on the same backend gives the same curve.',
    min: 0,
    max: 4294967295,
    integer: true,
  },
];

export const protocolTexts: Readonly<Record<ProtocolName, { readonly label: string; readonly help: string }>> = {
  code: {
    label: 'Released code',
    help: 'Unit embeddings, means over crops and dimensions, sum over targets ÷ (M + 1), batch norm frozen.',
  },
  paper: {
    label: 'Paper, as printed',
    help: 'Raw image embeddings z, sums over crops and dimensions, sum over targets, batch norm frozen.',
  },
  'code-batchnorm': {
    label: 'Released code, batch norm in training mode',
    help: 'As released: V_b then ignores the spatial mean of A_j, the only part that detector training uses. Needs a model whose batch norms are not folded.',
  },
};

export const offsetShapeTexts: Readonly<Record<OffsetShape, { readonly label: string; readonly help: string }>> = {
  grid: {
    label: 'Grid, H × W × C',
    help: 'Every cell of A_j is learned, as in the paper; detector training then takes their mean.',
  },
  pooled: { label: 'Pooled, 1 × 1 × C', help: 'One value per channel is learned: just what detector training adds.' },
};

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

/** What holds until a model brings its own defaults. */
export const fallbackDefaults: OptimisationDefaults = {
  method: 'additive',
  protocol: 'code',
  offsetShape: 'grid',
  l1Weight: 1,
  iterations: 200,
  learningRate: 0.01,
  cropsPerStep: 16,
  imagesPerStep: 4,
  cropSize: 170,
  imageShortSide: 256,
  seed: 1,
};

const defaultSourceImages = 24;

/** The model's defaults with what the user changed. */
export function effectiveParameters(
  defaults: OptimisationDefaults,
  changes: Partial<OptimisationParameters>,
): OptimisationParameters {
  const { method: _, ...rest } = defaults;
  return { ...rest, sourceImages: defaultSourceImages, ...changes };
}
