import * as tf from '@tensorflow/tfjs-core';

/** A value with its gradients. All tensors are the caller's. */
export interface ValueAndGradients<Value extends tf.Tensor> {
  readonly value: Value;
  /** One for each input, of its shape; null where the value does not depend on the input. */
  readonly gradients: readonly (tf.Tensor | null)[];
}

/**
 * Runs `run` and differentiates its value with respect to the inputs.
 *
 * All code that asks for a gradient comes here, because tfjs leaks when a gradient fails: what the tape saved is kept beyond every tidy, and
 * tfjs frees it only after a whole backward pass. Here nothing is left behind by a failure, whether in `run` or in a gradient function.
 *
 * @param run must not keep tensors of its own; what else it has to report goes into its value
 * @param dy gradient of the value, of its shape; ones by default
 */
export function valueAndGradients<Value extends tf.Tensor>(
  run: () => Value,
  inputs: readonly tf.Tensor[],
  dy?: Value,
): ValueAndGradients<Value> {
  try {
    return tf.tidy(() => {
      const { value, grads } = tf.engine().gradients(run, [...inputs], dy, true);
      return { value, gradients: grads.map((gradient) => gradient ?? null) };
    });
  } catch (error) {
    releaseTape();
    throw error;
  }
}

/**
 * The gradients alone, of a function that depends on all its inputs.
 * @throws Error where it does not
 */
export function gradientsOf(
  run: (...inputs: tf.Tensor[]) => tf.Tensor,
  inputs: readonly tf.Tensor[],
  dy?: tf.Tensor,
): tf.Tensor[] {
  return tf.tidy(() =>
    valueAndGradients(() => run(...inputs), inputs, dy).gradients.map((gradient, at) => {
      if (gradient === null) throw new Error(`The value does not depend on input ${at}.`);
      return gradient;
    }),
  );
}

/** Frees what the tape of a failed gradient saved. The tape of an outer gradient, which goes on or fails by itself, is left alone. */
function releaseTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of state.activeTape ?? []) tf.dispose(saved ?? []);
  state.activeTape = [];
}
