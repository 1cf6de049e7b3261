import type { Side } from './page/side';
import type { Repeats } from './interleave';

/** A line of the table of ratios. */
export interface Row {
  readonly id: string;
  readonly work: string;
  readonly against: string;
  /** Our speed over the other's that must be reached. */
  readonly atLeast: number;
  readonly ours: Side;
  /** Sides in the page, of which the one with the shortest first run counts, or a step of PyTorch. */
  readonly others: readonly [Side, ...Side[]] | 'torch optimisation' | 'torch training';
  readonly repeats: Repeats;
  /** The largest relative difference of the outputs that still is the same work; PyTorch's are held to ours by the tests. */
  readonly tolerance: number;
}

/** A step on stock operations takes a minute on two busy cores. */
const long: Repeats = { rounds: 3, warmups: 0, otherWarmups: 0 };
const often: Repeats = { rounds: 5, warmups: 1, otherWarmups: 1 };
const seldom: Repeats = { rounds: 3, warmups: 1, otherWarmups: 1 };

/** @param software on a software adapter WebGPU runs at the size of the built-in model, on a real one at RN50's */
export function benchmarkRows(software: boolean): readonly Row[] {
  const model = software ? 'builtin' : 'rn50';
  const size = software ? 'built-in size' : 'RN50';
  return [
    {
      id: 'va-wasm',
      work: 'V_a forward, RN50, 224², batch 8, wasm',
      against: 'onnxruntime-web wasm, same weights',
      atLeast: 0.6,
      ours: { work: 'va', by: 'playground', backend: 'wasm', model: 'rn50' },
      others: [{ work: 'va', by: 'onnxruntime', backend: 'wasm', model: 'rn50' }],
      repeats: seldom,
      tolerance: 1e-4,
    },
    {
      id: 'va-webgpu',
      work: `V_a forward, ${size}, batch 8, webgpu`,
      against: 'onnxruntime-web webgpu, same weights and adapter',
      atLeast: 1,
      ours: { work: 'va', by: 'playground', backend: 'webgpu', model },
      others: [{ work: 'va', by: 'onnxruntime', backend: 'webgpu', model }],
      repeats: often,
      tolerance: 1e-4,
    },
    {
      id: 'products-webgpu',
      work: `V_a forward, ${size}, batch 8, webgpu`,
      against: software
        ? 'the same with tfjs’s products, which the playground takes on a GPU'
        : 'the same with direct products, which the playground takes on a software adapter',
      atLeast: 1,
      ours: { work: 'va', by: 'playground', backend: 'webgpu', model },
      others: [{ work: 'va', by: software ? 'stock-products' : 'direct-products', backend: 'webgpu', model }],
      repeats: often,
      tolerance: 1e-4,
    },
    {
      id: 'optimisation-wasm',
      work: 'L_opt step, RN50, 8 crops × 4 targets, wasm',
      against: 'the step as CLIP is written, on stock tfjs operations and gradients',
      atLeast: 8,
      ours: { work: 'optimisation', by: 'playground', backend: 'wasm', model: 'rn50', crops: 'random' },
      others: [{ work: 'optimisation', by: 'as-written', backend: 'wasm', model: 'rn50', crops: 'random' }],
      repeats: long,
      tolerance: 1e-3,
    },
    {
      id: 'optimisation-wasm-shortcuts',
      work: 'L_opt step, RN50, 8 crops × 4 targets, wasm',
      against: 'the step with the playground’s shortcuts, on stock tfjs operations and gradients',
      atLeast: 8,
      ours: { work: 'optimisation', by: 'playground', backend: 'wasm', model: 'rn50', crops: 'random' },
      others: [{ work: 'optimisation', by: 'shortcuts', backend: 'wasm', model: 'rn50', crops: 'random' }],
      repeats: long,
      tolerance: 1e-3,
    },
    {
      id: 'optimisation-wasm-fixed',
      work: 'L_opt step, RN50, 8 fixed crops × 4 targets (V_a once a run), wasm',
      against: 'the step as CLIP is written, on stock tfjs operations and gradients',
      atLeast: 8,
      ours: { work: 'optimisation', by: 'playground', backend: 'wasm', model: 'rn50', crops: 'fixed' },
      others: [{ work: 'optimisation', by: 'as-written', backend: 'wasm', model: 'rn50', crops: 'fixed' }],
      repeats: { rounds: 2, warmups: 1, otherWarmups: 1 },
      tolerance: 1e-3,
    },
    {
      id: 'optimisation-webgpu',
      work: `L_opt step, ${size}, 8 crops × 4 targets, webgpu`,
      against: 'the step as CLIP is written, on stock tfjs operations and gradients',
      atLeast: 3,
      ours: { work: 'optimisation', by: 'playground', backend: 'webgpu', model, crops: 'random' },
      others: [{ work: 'optimisation', by: 'as-written', backend: 'webgpu', model, crops: 'random' }],
      repeats: seldom,
      tolerance: 1e-3,
    },
    {
      id: 'optimisation-webgpu-shortcuts',
      work: `L_opt step, ${size}, 8 crops × 4 targets, webgpu`,
      against: 'the step with the playground’s shortcuts, on stock tfjs operations and gradients',
      atLeast: 3,
      ours: { work: 'optimisation', by: 'playground', backend: 'webgpu', model, crops: 'random' },
      others: [{ work: 'optimisation', by: 'shortcuts', backend: 'webgpu', model, crops: 'random' }],
      repeats: seldom,
      tolerance: 1e-3,
    },
    {
      id: 'optimisation-torch',
      work: 'L_opt step, RN50, 8 crops × 4 targets, wasm',
      against: 'PyTorch eager, float32',
      atLeast: 0.2,
      ours: { work: 'optimisation', by: 'playground', backend: 'wasm', model: 'rn50', crops: 'random' },
      others: 'torch optimisation',
      repeats: { rounds: 3, warmups: 1, otherWarmups: 0 },
      tolerance: 0,
    },
    {
      id: 'training-torch',
      work: 'Detector training step, preset `builtin`, wasm',
      against: 'PyTorch eager, float32, the same step',
      atLeast: 0.2,
      ours: { work: 'training', backend: 'wasm' },
      others: 'torch training',
      repeats: { rounds: 9, warmups: 2, otherWarmups: 1 },
      tolerance: 0,
    },
    {
      id: 'roi-align-webgpu',
      work: `RoIAlign forward and backward, 256 regions, ${size}, webgpu`,
      against: 'the best composition of stock tfjs operations',
      atLeast: 5,
      ours: { work: 'roi-align', by: 'playground', backend: 'webgpu', model },
      others: [
        { work: 'roi-align', by: 'products', backend: 'webgpu', model },
        { work: 'roi-align', by: 'gathers', backend: 'webgpu', model },
      ],
      repeats: often,
      tolerance: 1e-4,
    },
  ];
}
