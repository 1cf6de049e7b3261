import { additive } from './additive';
import type { Method } from './method';

/** An upper bound for every method that adds one vector per target: what is added is the true mean shift of V_a's features, measured on target images. */
export const oracle: Method = {
  ...additive,
  title: 'True mean shift',
  summary: 'Adds the measured mean difference of V_a’s features between the same streets in source and target weather.',
  knows: 'target-images',
};
