import { concatBytes } from './bytes';

/** Magic, version 1.0. */
const start = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);
const alignment = 64;

/**
 * An array as numpy's `.npy` of version 1.0: little-endian float32 in C order (numpy.lib.format). The data begins at a multiple of 64 bytes.
 * @throws RangeError where the values do not fill the shape
 */
export function writeNpy(shape: readonly number[], values: Float32Array): Uint8Array<ArrayBuffer> {
  const elements = shape.reduce((product, size) => product * size, 1);
  if (elements !== values.length) throw new RangeError(`${values.length} values for the shape [${shape.join(', ')}]`);
  // A tuple of one has a comma in Python.
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`;
  const unpadded = start.length + 2 + dictionary.length + 1;
  const padding = (alignment - (unpadded % alignment)) % alignment;
  const header = new TextEncoder().encode(`${dictionary}${' '.repeat(padding)}\n`);
  const bytes = concatBytes([
    start,
    Uint8Array.of(header.length & 0xff, header.length >> 8),
    header,
    new Uint8Array(values.length * 4),
  ]);
  const view = new DataView(bytes.buffer, bytes.length - values.length * 4);
  values.forEach((value, i) => view.setFloat32(i * 4, value, true));
  return bytes;
}
