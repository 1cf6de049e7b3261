import { additive } from './additive';
import { corruptions } from './corruptions';
import { jitter } from './jitter';
import type { Method, MethodInfo } from './method';
import { type MethodName, methodNames } from '../../method/method-names';
import { mixstyle } from './mixstyle';
import { none } from './none';
import { oracle } from './oracle';
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
  mixstyle,
  pin,
  oracle,
};

/** What a reader is told of the methods. */
export const methodInfos: readonly MethodInfo[] = methodNames.map((name) => {
  const { title, summary, learns, usesTarget, suggestedPrompts } = methods[name];
  return { name, title, summary, learns, usesTarget, suggestedPrompts };
});
