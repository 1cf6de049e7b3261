const blockBytes = 64;

/** 32 bits of the fractional parts of the roots of the first primes (FIPS 180-4, sections 4.2.2 and 5.3.3). */
function fractions(root: (n: number) => number, count: number): Uint32Array {
  const words: number[] = [];
  for (let n = 2; words.length < count; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) prime &&= n % d !== 0;
    if (prime) words.push(((root(n) % 1) * 2 ** 32) >>> 0);
  }
  return Uint32Array.from(words);
}

const initialState = fractions(Math.sqrt, 8);
const roundConstants = fractions(Math.cbrt, 64);

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/**
 * SHA-256 of the parts put together (FIPS 180-4), hexadecimal.
 * The browser's own exists in secure contexts only, and a page on a plain host in a lab is none.
 */
export function sha256(parts: readonly Uint8Array[]): string {
  const state = initialState.slice();
  const block = new Uint8Array(blockBytes);
  let filled = 0;
  let length = 0;
  for (const part of parts) {
    length += part.length;
    for (let at = 0; at < part.length;) {
      const take = Math.min(blockBytes - filled, part.length - at);
      block.set(part.subarray(at, at + take), filled);
      at += take;
      filled += take;
      if (filled === blockBytes) {
        compress(state, block);
        filled = 0;
      }
    }
  }
  block.fill(0, filled);
  block[filled] = 0x80;
  if (filled >= blockBytes - 8) {
    compress(state, block);
    block.fill(0);
  }
  const view = new DataView(block.buffer);
  view.setUint32(56, Math.floor(length / 2 ** 29));
  view.setUint32(60, (length << 3) >>> 0);
  compress(state, block);
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

const schedule = new Uint32Array(64);

function compress(state: Uint32Array, block: Uint8Array): void {
  const view = new DataView(block.buffer, block.byteOffset, blockBytes);
  for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(t * 4);
  for (let t = 16; t < 64; t++) {
    const early = schedule[t - 15]!;
    const late = schedule[t - 2]!;
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[t] = schedule[t - 16]! + s0 + schedule[t - 7]! + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[t]! + schedule[t]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = state[i]! + word));
}
