import * as tf from '@tensorflow/tfjs-core';
import { type KernelCall, type Plan, planConvolution, planMatMul } from './plan';
import { runDirect, threadsOf } from '../direct-product/run-direct';
import { mostThreads } from '../webgpu-program';

/**
 * What computes convolutions and matrix products on webgpu: tfjs's kernels, made for GPUs, or direct products, which know neither shared
 * memory nor barriers. A CPU that plays a GPU runs barriers by switching between hundreds of threads: there the second is about six
 * times as fast (docs/benchmarks.md).
 */
export type Products = 'stock' | 'direct';

const plans: Readonly<Record<string, (call: KernelCall) => Plan | null>> = {
  FusedConv2D: planConvolution,
  _FusedMatMul: planMatMul,
  BatchMatMul: planMatMul,
};

const backendName = 'webgpu';
const stockKernels = new Map<string, tf.KernelConfig>();

/** Lets the kernels of the webgpu backend compute in that way from now on; its stock kernels must be registered. */
export function useProducts(products: Products): void {
  for (const [kernelName, plan] of Object.entries(plans)) {
    const stock = stockKernels.get(kernelName) ?? tf.getKernel(kernelName, backendName);
    if (!stock) throw new Error(`The ${backendName} backend has no kernel ${kernelName}.`);
    stockKernels.set(kernelName, stock);
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(products === 'stock' ? stock : { ...stock, kernelFunc: directly(stock.kernelFunc, plan) });
  }
}

/** The plan where there is one and its threads fit a dispatch, else the stock kernel. */
function directly(stock: tf.KernelFunc, planOf: (call: KernelCall) => Plan | null): tf.KernelFunc {
  return (call) => {
    const plan = planOf({ inputs: call.inputs, attrs: call.attrs ?? {} });
    return plan && threadsOf(plan) <= mostThreads ? runDirect(plan, call.backend as object) : stock(call);
  };
}
