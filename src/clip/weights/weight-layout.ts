/** Axis orders: PyTorch's `[O, I, h, w]` and `[out, in]` in files, `[h, w, I, O]` and `[in, out]` where they run. */

/**
 * @param data `[O, I, h, w]`
 * @param scale multiplies the kernel of each output channel, where given
 * @returns `[h, w, I, O]`
 */
export function hwioFromOihw(
  data: Float32Array,
  [outputs, inputs, height, width]: readonly [number, number, number, number],
  scale?: Float32Array,
): Float32Array {
  const result = new Float32Array(data.length);
  const taps = height * width;
  for (let o = 0; o < outputs; o++) {
    const factor = scale ? (scale[o] as number) : 1;
    for (let i = 0; i < inputs; i++) {
      for (let tap = 0; tap < taps; tap++) {
        result[(tap * inputs + i) * outputs + o] = (data[(o * inputs + i) * taps + tap] as number) * factor;
      }
    }
  }
  return result;
}

/** The inverse of {@link hwioFromOihw}; `shape` is `[O, I, h, w]`. */
export function oihwFromHwio(
  data: Float32Array,
  [outputs, inputs, height, width]: readonly [number, number, number, number],
): Float32Array {
  const result = new Float32Array(data.length);
  const taps = height * width;
  for (let o = 0; o < outputs; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let tap = 0; tap < taps; tap++) {
        result[(o * inputs + i) * taps + tap] = data[(tap * inputs + i) * outputs + o] as number;
      }
    }
  }
  return result;
}

/** `[rows, columns]` → `[columns, rows]`. */
export function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const result = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      result[column * rows + row] = data[row * columns + column] as number;
  }
  return result;
}
