import * as tf from '@tensorflow/tfjs-core';
import { withProducts } from '../../../tensor/kernels/products/products';
import { type TileName, tileNames } from '../../../tensor/kernels/tiled-product/tiles';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { type KernelCheck, sumTolerance } from '../kernel-check';

type Maps = readonly [batch: number, height: number, width: number, channels: number];

/** Convolutions and matrix products by each tile, whatever the adapter takes otherwise; tiles cut through the edges of the result. */
export function tiledProductChecks(size: InspectionSize): readonly KernelCheck[] {
  // A CPU that plays a GPU takes half a minute to compile a large tile.
  const names: readonly TileName[] = size === 'full' ? tileNames : ['tiled-32x32'];
  return names.flatMap((name) =>
    size === 'full'
      ? [
          convolution(name, 3, [4, 14, 14, 256], 256),
          convolution(name, 3, [2, 9, 11, 20], 68),
          product(name, 784, 1024, 512),
          product(name, 49, 2048, 132),
        ]
      : [convolution(name, 3, [1, 6, 7, 12], 36), product(name, 35, 20, 36)],
  );
}

function convolution(name: TileName, side: number, x: Maps, outputs: number): KernelCheck {
  return {
    name: `${name}: convolution ${side}×${side} with bias and relu, [${x.join(', ')}] → ${outputs}`,
    tolerance: sumTolerance,
    compute: () => [
      withProducts(name, () =>
        tf.fused.conv2d({
          x: seededTensor(x, 1) as tf.Tensor4D,
          filter: seededTensor([side, side, x[3], outputs], 2) as tf.Tensor4D,
          strides: 1,
          pad: (side - 1) / 2,
          bias: seededTensor([outputs], 3),
          activation: 'relu',
        }),
      ),
    ],
  };
}

function product(name: TileName, rows: number, inner: number, columns: number): KernelCheck {
  return {
    name: `${name}: product [${rows}, ${inner}] · [${inner}, ${columns}]`,
    tolerance: sumTolerance,
    compute: () => [
      withProducts(name, () => tf.matMul(seededTensor([rows, inner], 1), seededTensor([inner, columns], 2))),
    ],
  };
}
