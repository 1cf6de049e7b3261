import type { EngineErrorRecord } from '../../errors/areas';
import type { GraphImage } from '../../clip/onnx/run-visual-graph';

/** Engine worker to the worker of one comparison, once. */
export type MessageToGraph = GraphImage;

/** The answer, once. */
export type MessageFromGraph =
  | { readonly kind: 'done'; readonly embedding: Float32Array }
  | { readonly kind: 'failed'; readonly error: EngineErrorRecord };
