import * as tf from '@tensorflow/tfjs-core';
import { transpose2d } from '../transpose';
import { requireInput } from './delegate';
import { hostBackendNames, hostValues, makeHostOutput } from './host-memory';

const kernelName = 'PatchColumns';

interface Attributes {
  readonly height: number;
  readonly width: number;
  readonly size: number;
}

/**
 * Im2col, transposed: `x[B, H, W, C]` → `[size · size · C, B · H · W]`. Row (tap, channel) holds, for every position, the
 * channel at the position shifted by the tap, zero outside the map; taps in the order of a kernel's rows and columns.
 *
 * For `cpu` and `wasm` only, and without gradient: it serves the weight gradient. In the transposed input a tap is a
 * constant shift, so that whole rows are copied at once and only the border is corrected.
 *
 * @param size odd side of the kernel
 */
export function patchColumns(x: tf.Tensor4D, size: number): tf.Tensor2D {
  const [, height, width, channels] = x.shape;
  return tf.tidy(() => {
    const transposed = transpose2d(tf.reshape(x, [-1, channels]));
    return tf.engine().runKernel(kernelName, { transposed }, { height, width, size }) as tf.Tensor2D;
  });
}

for (const backendName of hostBackendNames) {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const transposed = requireInput(inputs, 'transposed');
      const attributes = attrs as unknown as Attributes;
      const [channels = 0, positions = 0] = transposed.shape;
      const taps = attributes.size ** 2;
      const output = makeHostOutput(backendName, backend as object, [taps * channels, positions]);
      const source = hostValues(backendName, backend as object, transposed);
      for (let tap = 0; tap < taps; tap++) {
        for (let channel = 0; channel < channels; channel++) {
          const row = source.subarray(channel * positions, (channel + 1) * positions);
          const start = (tap * channels + channel) * positions;
          copyShifted(row, tap, attributes, output.values.subarray(start, start + positions));
        }
      }
      return output.info;
    },
  });
}

/** One channel of all images, shifted by a tap; `target` is zeros at first. */
function copyShifted(
  source: Float32Array | Int32Array,
  tap: number,
  { height, width, size }: Attributes,
  target: Float32Array,
): void {
  const reach = (size - 1) / 2;
  const down = Math.floor(tap / size) - reach;
  const right = (tap % size) - reach;
  const shift = down * width + right;
  const positions = source.length;
  if (Math.abs(shift) >= positions) return;
  if (shift >= 0) target.set(source.subarray(shift));
  else target.set(source.subarray(0, positions + shift), -shift);

  const rowsFrom = down > 0 ? Math.max(height - down, 0) : 0;
  const rowsTo = down < 0 ? Math.min(-down, height) : down > 0 ? height : 0;
  const columnsFrom = right > 0 ? Math.max(width - right, 0) : 0;
  const columnsTo = right < 0 ? Math.min(-right, width) : right > 0 ? width : 0;
  for (let image = 0; image < positions; image += height * width) {
    target.fill(0, image + rowsFrom * width, image + rowsTo * width);
  }
  for (let column = columnsFrom; column < columnsTo; column++) {
    for (let position = column; position < positions; position += width) target[position] = 0;
  }
}
