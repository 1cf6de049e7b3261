/** The methods' names in configurations, in the order in which they are shown; `none` is what every other is compared with. */
export const methodNames = [
  'none',
  'additive',
  'random',
  'unrelated',
  'jitter',
  'jitter-wide',
  'corruptions',
  'jitter-corruptions',
  'randconv',
  'photometrics',
  'photometrics-random',
  'photometrics-uniform',
  'photometrics-unrelated',
  'physics',
  'mixstyle',
  'np',
  'pin',
  'pin-mix',
  'oracle',
  'photometrics-oracle',
] as const;

export type MethodName = (typeof methodNames)[number];
