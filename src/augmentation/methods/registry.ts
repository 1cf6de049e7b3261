import { additive } from './additive';
import type { Method } from './method';
import { none } from './none';

/** All methods, in the order in which they are shown; the keys are their names in configurations. */
export const methods = { none, additive } as const satisfies Record<string, Method>;

export type MethodName = keyof typeof methods;
