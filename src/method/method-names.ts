/** The methods' names in configurations, in the order in which they are shown; `none` is what every other is compared with. */
export const methodNames = [
  'none',
  'additive',
  'random',
  'unrelated',
  'jitter',
  'corruptions',
  'photometrics',
  'photometrics-random',
  'photometrics-uniform',
  'photometrics-unrelated',
  'mixstyle',
  'pin',
  'oracle',
  'photometrics-oracle',
] as const;

export type MethodName = (typeof methodNames)[number];
