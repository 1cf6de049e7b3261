import * as tf from '@tensorflow/tfjs-core';
import { quantile } from '../../../math/statistics';
import { conv2dFrozen, frozenKernel } from '../../../tensor/frozen-conv2d';
import { chooseProduct, hardwareChoice, type Product } from '../../../tensor/kernels/products/choice';
import { productsInUse, useProducts } from '../../../tensor/kernels/products/products';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { type CataloguedProduct, products, productSizes, sizesOf } from './catalogue';
import { runningDevice } from './device-clock';
import type { Details, Figure } from './planned';
import { repeatRuns, timeRounds } from './time-runs';

/**
 * Each convolution of RN50's tower by each product that could compute it: the samples are those of the fastest, the details tell all. The
 * input gradient of a frozen convolution is a convolution with other channels, which stands in the list like others.
 */
export async function* productFigures(
  size: InspectionSize,
  wanted: (id: string) => boolean,
): AsyncGenerator<Figure, void> {
  if (runningDevice() === null) return;
  for (const product of products) if (wanted(product.id)) yield await fastestOf(productSizes(product, size), size);
}

async function fastestOf(shape: CataloguedProduct, size: InspectionSize): Promise<Figure> {
  const { kernel, side, inputs, outputs, id } = shape;
  const { crops, by } = sizesOf(size).products;
  const x = tf.keep(seededTensor([crops, side, side, inputs], 1) as tf.Tensor4D);
  const weights = frozenKernel(
    seededTensor([kernel, kernel, inputs, outputs], 2) as tf.Tensor4D,
    seededTensor([outputs], 3) as tf.Tensor1D,
  );
  const rows = crops * side * side;
  const flops = 2 * rows * inputs * outputs * kernel ** 2;
  const former = productsInUse();
  const rates = new Map<Product, readonly number[]>();
  let last: Details = {};
  try {
    for (const product of by as readonly Product[]) {
      useProducts(product);
      const run = (): tf.Tensor => conv2dFrozen(x, weights, { stride: 1, pad: (kernel - 1) / 2, relu: true });
      const { seconds, details } = await timeRounds(size, async (count) => repeatRuns(run, count), 'short');
      last = details;
      rates.set(
        product,
        seconds.map((each) => flops / each / 1e9),
      );
    }
  } finally {
    useProducts(former);
    x.dispose();
    weights.dispose();
  }
  const medians = [...rates].map(([product, samples]) => [product, quantile(samples, 0.5)] as const);
  const [fastest] = medians.reduce((best, other) => (other[1] > best[1] ? other : best));
  const plan = { side: kernel, rows, inner: inputs, columns: outputs };
  return {
    id,
    samples: rates.get(fastest)!,
    details: {
      fastest,
      ...Object.fromEntries(medians.map(([product, median]) => [`${product} GFLOP/s`, median])),
      'the table chooses': chooseProduct(hardwareChoice, plan),
      rows,
      inner: inputs,
      columns: outputs,
      'bias and relu': 'included',
      'warm-up runs': last['warm-up runs'] ?? 0,
      rounds: last['rounds'] ?? 0,
    },
  };
}
