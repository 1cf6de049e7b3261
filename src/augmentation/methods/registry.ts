import { additive } from './additive';
import { corruptions } from './corruptions';
import { jitter } from './jitter';
import type { Method, MethodInfo } from './method';
import { type MethodName, methodNames } from '../../method/method-names';
import { mixstyle } from './mixstyle';
import { none } from './none';
import { oracle } from './oracle';
import { photometrics } from './photometrics';
import { photometricsOracle } from './photometrics-oracle';
import { photometricsRandom } from './photometrics-random';
import { photometricsUniform } from './photometrics-uniform';
import { photometricsUnrelated } from './photometrics-unrelated';
import { pin } from './pin';
import { random } from './random-offsets';
import { unrelated } from './unrelated';

export const methods: Readonly<Record<MethodName, Method>> = {
  none,
  additive,
  random,
  unrelated,
  jitter,
  corruptions,
  photometrics,
  'photometrics-random': photometricsRandom,
  'photometrics-uniform': photometricsUniform,
  'photometrics-unrelated': photometricsUnrelated,
  mixstyle,
  pin,
  oracle,
  'photometrics-oracle': photometricsOracle,
};

/** What a reader is told of the methods. */
export const methodInfos: readonly MethodInfo[] = methodNames.map((name) => {
  const { prepare: _, ...facts } = methods[name];
  return { name, ...facts };
});
