import * as tf from '@tensorflow/tfjs-core';
import { runDirect, threadsOf } from '../direct-product/run-direct';
import { fitsTiles, runTiled } from '../tiled-product/run-tiled';
import { mostThreads } from '../webgpu-program';
import { chooseProduct, hardwareChoice, type Product } from './choice';
import { type KernelCall, type Plan, planConvolution, planMatMul } from './plan';

/**
 * What computes convolutions and matrix products on webgpu: one product for all of them, or `chosen`, which goes by the table of
 * `choice.ts`. tfjs's kernels (`stock`) and the tiled products are made for GPUs. A CPU that plays a GPU runs barriers by switching between
 * hundreds of threads: there direct products, which know neither shared memory nor barriers, are about six times as fast as tfjs's
 * (docs/benchmarks.md).
 */
export type Products = Product | 'chosen';

const plans: Readonly<Record<string, (call: KernelCall) => Plan | null>> = {
  FusedConv2D: planConvolution,
  _FusedMatMul: planMatMul,
  BatchMatMul: planMatMul,
};

const backendName = 'webgpu';
const stockKernels = new Map<string, tf.KernelConfig>();
let inUse: Products = 'stock';

/** Lets the kernels of the webgpu backend compute in that way from now on; its stock kernels must be registered. */
export function useProducts(products: Products): void {
  inUse = products;
  for (const [kernelName, plan] of Object.entries(plans)) {
    const stock = stockKernels.get(kernelName) ?? tf.getKernel(kernelName, backendName);
    if (!stock) throw new Error(`The ${backendName} backend has no kernel ${kernelName}.`);
    stockKernels.set(kernelName, stock);
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(
      products === 'stock' ? stock : { ...stock, kernelFunc: planned(stock.kernelFunc, plan, products) },
    );
  }
}

/** What {@link useProducts} has chosen. */
export function productsInUse(): Products {
  return inUse;
}

/** Runs work with other products where webgpu is the running backend; elsewhere there is one way only. */
export function withProducts<Result>(products: Products, work: () => Result): Result {
  if (tf.getBackend() !== backendName) return work();
  const former = inUse;
  useProducts(products);
  try {
    return work();
  } finally {
    useProducts(former);
  }
}

/** The product that is asked for where there is a plan that it can run, else the stock kernel. */
function planned(stock: tf.KernelFunc, planOf: (call: KernelCall) => Plan | null, products: Products): tf.KernelFunc {
  return (call) => {
    const plan = planOf({ inputs: call.inputs, attrs: call.attrs ?? {} });
    if (plan === null) return stock(call);
    const product = products === 'chosen' ? chooseProduct(hardwareChoice, plan) : products;
    return runProduct(product, plan, call.backend as object) ?? stock(call);
  };
}

/** Null where the stock kernel shall compute it, or nothing else can. */
function runProduct(product: Product, plan: Plan, backend: object): tf.TensorInfo | null {
  switch (product) {
    case 'stock':
      return null;
    case 'direct':
      return threadsOf(plan) <= mostThreads ? runDirect(plan, backend) : null;
    case 'tiled-128x128':
    case 'tiled-128x64':
    case 'tiled-64x64':
    case 'tiled-32x32':
      return fitsTiles(plan, product) ? runTiled(plan, product, backend) : null;
    default:
      return product satisfies never;
  }
}
