import * as tf from '@tensorflow/tfjs-core';

/** An operation that has run: its value, and how to differentiate it. */
export interface DifferentiableValue<Value extends tf.Tensor> {
  readonly value: Value;
  /** What the gradient needs of the forward pass; held until the backward pass has ended. */
  readonly saved?: readonly tf.Tensor[];
  /** Gradients of the inputs, in their order. */
  readonly gradient: (dy: tf.Tensor, saved: readonly tf.Tensor[]) => tf.Tensor | tf.Tensor[];
}

/**
 * Runs an operation with a gradient of its own. `saved` goes on the tape only after all of `forward` has run: tfjs keeps what is saved earlier
 * for ever when the rest of `forward` fails.
 *
 * @param inputs what the operation can be differentiated in
 */
export function withGradient<Value extends tf.Tensor>(
  inputs: readonly tf.Tensor[],
  forward: () => DifferentiableValue<Value>,
): Value {
  const operation = tf.customGrad((...parts) => {
    // tfjs appends it to the inputs, and types it as one of them.
    const save = parts.at(-1) as unknown as (tensors: tf.Tensor[]) => void;
    const { value, saved = [], gradient } = forward();
    save([...saved]);
    return { value, gradFunc: (dy: tf.Tensor, kept: tf.Tensor[]) => gradient(dy, kept) };
  });
  return operation(...inputs) as Value;
}
