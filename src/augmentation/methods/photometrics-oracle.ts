import type { Method } from './method';
import { photometrics } from './photometrics';

/** An upper bound for what text can choose: real images of the target weathers choose the transforms. */
export const photometricsOracle: Method = {
  ...photometrics,
  title: 'Photometrics of real weather',
  summary: 'Changes each image by transforms chosen by where real images of the target weathers lie.',
  learns: 'policy',
  policyRule: 'real-images',
  knows: 'target-images',
};
