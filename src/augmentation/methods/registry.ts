import { additive } from './additive';
import { corruptions } from './corruptions';
import { jitter } from './jitter';
import { jitterCorruptions } from './jitter-corruptions';
import { jitterWide } from './jitter-wide';
import type { Method, MethodInfo } from './method';
import { type MethodName, methodNames } from '../../method/method-names';
import { mixstyle } from './mixstyle';
import { none } from './none';
import { np } from './np';
import { oracle } from './oracle';
import { photometrics } from './photometrics';
import { photometricsOracle } from './photometrics-oracle';
import { photometricsRandom } from './photometrics-random';
import { photometricsUniform } from './photometrics-uniform';
import { photometricsUnrelated } from './photometrics-unrelated';
import { physics } from './physics';
import { pin } from './pin';
import { pinMix } from './pin-mix';
import { randconv } from './randconv';
import { random } from './random-offsets';
import { unrelated } from './unrelated';

export const methods: Readonly<Record<MethodName, Method>> = {
  none,
  additive,
  random,
  unrelated,
  jitter,
  'jitter-wide': jitterWide,
  corruptions,
  'jitter-corruptions': jitterCorruptions,
  randconv,
  photometrics,
  'photometrics-random': photometricsRandom,
  'photometrics-uniform': photometricsUniform,
  'photometrics-unrelated': photometricsUnrelated,
  physics,
  mixstyle,
  np,
  pin,
  'pin-mix': pinMix,
  oracle,
  'photometrics-oracle': photometricsOracle,
};

/** What a reader is told of the methods. */
export const methodInfos: readonly MethodInfo[] = methodNames.map((name) => {
  const { prepare: _, ...facts } = methods[name];
  return { name, ...facts };
});
