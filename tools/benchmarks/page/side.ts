/** One side of a comparison, as the page runs it. */
export type Side =
  | {
      readonly work: 'va';
      /** With products of one kind, the playground's own code on them. */
      readonly by: 'playground' | 'stock-products' | 'direct-products' | 'onnxruntime';
      readonly backend: 'wasm' | 'webgpu';
      readonly model: ModelSize;
    }
  | {
      readonly work: 'optimisation';
      readonly by: 'playground' | StockForm;
      readonly backend: 'wasm' | 'webgpu';
      readonly model: ModelSize;
      /** Drawn for every step, or the same ones throughout, so that V_a runs once. */
      readonly crops: 'random' | 'fixed';
    }
  | { readonly work: 'training'; readonly backend: 'wasm' | 'webgpu' }
  | {
      readonly work: 'roi-align';
      readonly by: 'playground' | 'products' | 'gathers';
      readonly backend: 'webgpu';
      readonly model: ModelSize;
    };

/** How a tower on stock operations is written: with the playground's shortcuts, or as in openai/CLIP. */
export type StockForm = 'shortcuts' | 'as-written';

/** The public RN50, or the sizes of the built-in CLIP; weights are random either way. */
export type ModelSize = 'rn50' | 'builtin';

/** The WebGPU adapter of the browser. */
export interface Adapter {
  readonly description: string;
  readonly software: boolean;
}

/** A side with its weights and inputs in place. */
export interface Prepared {
  /** The work once, from values in JavaScript's memory to values in JavaScript's memory. */
  run(): Promise<void>;
  /** What the work has brought so far, to compare the sides. */
  output(): Promise<Float32Array>;
}

/** Time by kernel, without that of the kernels it ran inside. */
export interface KernelTime {
  /** Name and shapes of the inputs. */
  readonly kernel: string;
  readonly calls: number;
  readonly milliseconds: number;
}

export type MessageToSide =
  | { readonly kind: 'prepare'; readonly side: Side }
  | { readonly kind: 'run' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'output' };

export type MessageFromSide =
  | { readonly kind: 'prepared'; readonly runsOn: string }
  | { readonly kind: 'ran'; readonly seconds: number }
  | { readonly kind: 'profiled'; readonly times: readonly KernelTime[] }
  | { readonly kind: 'output'; readonly values: Float32Array<ArrayBuffer> }
  | { readonly kind: 'failed'; readonly message: string };
