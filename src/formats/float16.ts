const floatView = new Float32Array(1);
const bitsView = new Uint32Array(floatView.buffer);

/** The number that a half-precision bit pattern (IEEE 754 binary16) stands for; every one is exact in float32. */
export function float16ToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/**
 * The nearest half-precision bit pattern of a float32 (ties to even; from 65520 on, infinity; NaN stays NaN).
 * A number that is no float32 is rounded to one first.
 */
export function numberToFloat16(value: number): number {
  floatView[0] = value;
  const bits = bitsView[0]!;
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;
  if (magnitude < 0x38800000) {
    // Below 2^-14 halves are multiples of 2^-24; scaling by a power of two is exact, so that one rounding is left.
    return sign | roundHalfToEven(Math.abs(floatView[0]) * 2 ** 24);
  }
  const rebiased = magnitude - 0x38000000;
  // Adding 0xfff, and one more where the kept part is odd, carries exactly when the dropped 13 bits round up.
  return sign | ((rebiased + 0xfff + ((rebiased >> 13) & 1)) >> 13);
}

/** Half-precision bit patterns to numbers, element by element. */
export function float16ToFloat32(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const table = decodingTable();
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i]!]!;
  return values;
}

/** Numbers to their nearest half-precision bit patterns, element by element. */
export function float32ToFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const halves = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) halves[i] = numberToFloat16(values[i]!);
  return halves;
}

/** Numbers as half precision keeps them. */
export function roundToFloat16(values: Float32Array): Float32Array<ArrayBuffer> {
  return float16ToFloat32(float32ToFloat16(values));
}

/** bfloat16 bit patterns (the upper half of a float32) to numbers. */
export function bfloat16ToFloat32(patterns: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = new Uint32Array(patterns.length);
  for (let i = 0; i < patterns.length; i++) bits[i] = patterns[i]! << 16;
  return new Float32Array(bits.buffer);
}

/** Numbers to their nearest bfloat16 bit patterns, ties to even. */
export function float32ToBfloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  const patterns = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    floatView[0] = values[i]!;
    const bits = bitsView[0]!;
    const isNaN = (bits & 0x7fffffff) > 0x7f800000;
    patterns[i] = isNaN ? (bits >>> 16) | 0x40 : (bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16;
  }
  return patterns;
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

let table: Float32Array | undefined;

function decodingTable(): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, half) => float16ToNumber(half));
  return table;
}
