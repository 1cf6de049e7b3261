/** How a strength from 0 to 1 moves a parameter from its identity: by equal factors, by equal steps, or not at all (it says how another one acts). */
export type ParameterScale = 'factor' | 'step' | 'fixed';

interface ParameterFacts {
  /** What it does, in the order in which the parameters act. */
  readonly meaning: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
  /** The value that changes nothing. */
  readonly identity: number;
  readonly scale: ParameterScale;
  /** Where the range comes from. */
  readonly source: string;
}

/** Changes whenever a parameter, a range, the order or an operation changes: records of another version mean other pictures. */
export const familyVersion = 'photometrics-1';

const iaYolo = 'IA-YOLO (AAAI 2022)';

/** The parameters of a photometric transform, in the order in which they act. `docs/photometrics.md` repeats this table. */
export const parameters = {
  exposure: {
    meaning: 'light, multiplied in linear light (x^2.2)',
    unit: 'factor',
    low: 1 / 5,
    high: 5,
    identity: 1,
    scale: 'factor',
    source: 'five times darker to five times lighter; a choice',
  },
  redGain: {
    meaning: 'red light against green; grey keeps its luminance',
    unit: 'factor',
    low: Math.exp(-0.5),
    high: Math.exp(0.5),
    identity: 1,
    scale: 'factor',
    source: `white balance of ${iaYolo}: e^±0.5`,
  },
  blueGain: {
    meaning: 'blue light against green; grey keeps its luminance',
    unit: 'factor',
    low: Math.exp(-0.5),
    high: Math.exp(0.5),
    identity: 1,
    scale: 'factor',
    source: `white balance of ${iaYolo}: e^±0.5`,
  },
  gamma: {
    meaning: 'exponent of the encoded value; above 1 darkens the middle',
    unit: 'exponent',
    low: 1 / 3,
    high: 3,
    identity: 1,
    scale: 'factor',
    source: `gamma of ${iaYolo}: e^±ln 3`,
  },
  contrast: {
    meaning: 'distance of the encoded value from the image’s mean grey',
    unit: 'factor',
    low: 0.1,
    high: 1.6,
    identity: 1,
    scale: 'step',
    source: 'ImageNet-C’s contrast at severity 4 below; a choice above',
  },
  saturation: {
    meaning: 'distance of each channel from the pixel’s grey',
    unit: 'factor',
    low: 0,
    high: 1.6,
    identity: 1,
    scale: 'step',
    source: 'grey below; a choice above',
  },
  airDensity: {
    meaning: 'β of the air’s transmission t = e^(−β·depth); depth is a guess from the image row',
    unit: '1 / depth',
    low: 0,
    high: 2,
    identity: 0,
    scale: 'step',
    source: 'transmission at the horizon from 1 down to e^−2 = 0.14; a choice',
  },
  airLight: {
    meaning: 'grey that the air adds: x·t + airLight·(1 − t)',
    unit: 'share of white',
    low: 0,
    high: 1,
    identity: 0.5,
    scale: 'fixed',
    source: `fog of ${iaYolo} has 0.5; from dark air to white air, a choice`,
  },
  horizon: {
    meaning: 'row where the road ends, above which depth is 1',
    unit: 'share of the height',
    low: 0.3,
    high: 0.6,
    identity: 0.5,
    scale: 'fixed',
    source: 'a camera behind a windscreen that looks about level; a choice',
  },
  blur: {
    meaning: 'standard deviation of a nearly Gaussian blur',
    unit: 'pixels of an image whose short side is 256',
    low: 0,
    high: 3,
    identity: 0,
    scale: 'step',
    source: 'NightAug (2PCNet, CVPR 2023) has 0.1 to 2 in pixels of larger images; a choice',
  },
  noise: {
    meaning: 'standard deviation of normal noise on the encoded value, per pixel and channel',
    unit: 'share of white',
    low: 0,
    high: 0.1,
    identity: 0,
    scale: 'step',
    source: 'between the first two severities of ImageNet-C’s Gaussian noise, 0.08 and 0.12',
  },
} as const satisfies Record<string, ParameterFacts>;

export type ParameterName = keyof typeof parameters;

export const parameterNames = Object.keys(parameters) as readonly ParameterName[];

/** A photometric transform: a value for each parameter, within its range. It moves no pixel, so boxes stay. */
export type PhotometricTransform = Readonly<Record<ParameterName, number>>;

/** Changes nothing: an image comes back bit for bit. */
export const identityTransform: PhotometricTransform = fromParameters((name) => parameters[name].identity);

/** A transform from a value for each parameter. */
export function fromParameters(value: (name: ParameterName) => number): PhotometricTransform {
  return Object.fromEntries(parameterNames.map((name) => [name, value(name)])) as Record<ParameterName, number>;
}

/** A transform from those parameters that differ from the identity. */
export function transformOf(changed: Partial<PhotometricTransform>): PhotometricTransform {
  return { ...identityTransform, ...changed };
}

/** The other way round: the parameters that differ from the identity. */
export function changedParameters(transform: PhotometricTransform): Partial<PhotometricTransform> {
  return Object.fromEntries(
    parameterNames
      .filter((name) => transform[name] !== parameters[name].identity)
      .map((name) => [name, transform[name]]),
  );
}
