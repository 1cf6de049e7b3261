import * as v from 'valibot';
import { sceneSplits } from '../../../src/scenes/splits';
import { count, oneOf, texts } from './values';

/** A measurement of true shifts between counterfactual pairs. */
export const shiftSchema = v.strictObject({
  /** Names of conditions, e.g. `night-rainy`. */
  conditions: texts,
  /** Of each condition. */
  scenes: count,
  split: oneOf(sceneSplits),
});
