import type { Method } from './method';
import { photometrics } from './photometrics';

/** The control: the whole family of transforms, whatever prompts say. */
export const photometricsUniform: Method = {
  ...photometrics,
  title: 'Uniform photometrics',
  summary: 'Changes each image by any transform of the whole family; no prompt chooses.',
  learns: 'policy',
  policyRule: 'uniform',
  knows: 'nothing',
};
