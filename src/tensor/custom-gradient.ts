import type * as tf from '@tensorflow/tfjs-core';

/** The last argument that `tf.customGrad` hands to its function; tfjs types it as a tensor. */
export type SaveForGradient = (tensors: tf.Tensor[]) => void;
