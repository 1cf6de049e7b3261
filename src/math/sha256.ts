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
const roundConstants = new Int32Array(fractions(Math.cbrt, 64));

const rotate = (x: number, by: number): number => (x >>> by) | (x << (32 - by));

/**
 * SHA-256 of bytes that come piece by piece (FIPS 180-4).
 * The browser's own takes whole arrays only, and exists in secure contexts only: a page on a plain host in a lab is none.
 */
export class Sha256 {
  readonly #state = initialState.slice();
  readonly #block = new Uint8Array(blockBytes);
  #filled = 0;
  #length = 0;

  /** Adds bytes; they are not kept. */
  update(part: Uint8Array): this {
    this.#length += part.length;
    for (let at = 0; at < part.length;) {
      if (this.#filled === 0 && part.length - at >= blockBytes) {
        compress(this.#state, part, at);
        at += blockBytes;
        continue;
      }
      const take = Math.min(blockBytes - this.#filled, part.length - at);
      this.#block.set(part.subarray(at, at + take), this.#filled);
      at += take;
      this.#filled += take;
      if (this.#filled < blockBytes) break;
      compress(this.#state, this.#block, 0);
      this.#filled = 0;
    }
    return this;
  }

  /** The hash of all bytes, hexadecimal; nothing can be added after it. */
  digest(): string {
    const block = this.#block;
    block.fill(0, this.#filled);
    block[this.#filled] = 0x80;
    if (this.#filled >= blockBytes - 8) {
      compress(this.#state, block, 0);
      block.fill(0);
    }
    const view = new DataView(block.buffer);
    view.setUint32(56, Math.floor(this.#length / 2 ** 29));
    view.setUint32(60, (this.#length << 3) >>> 0);
    compress(this.#state, block, 0);
    return Array.from(this.#state, (word) => word.toString(16).padStart(8, '0')).join('');
  }
}

/** SHA-256 of the parts put together, hexadecimal. */
export function sha256(parts: readonly Uint8Array[]): string {
  const hash = new Sha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const schedule = new Int32Array(64);

/** Adds the 64 bytes at `from` to the state. Plain variables, no arrays: weights of hundreds of megabytes go through here. */
function compress(state: Uint32Array, bytes: Uint8Array, from: number): void {
  for (let t = 0; t < 16; t++) {
    const at = from + t * 4;
    schedule[t] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }
  for (let t = 16; t < 64; t++) {
    const early = schedule[t - 15]!;
    const late = schedule[t - 2]!;
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[t] = (schedule[t - 16]! + s0 + schedule[t - 7]! + s1) | 0;
  }
  let a = state[0]! | 0;
  let b = state[1]! | 0;
  let c = state[2]! | 0;
  let d = state[3]! | 0;
  let e = state[4]! | 0;
  let f = state[5]! | 0;
  let g = state[6]! | 0;
  let h = state[7]! | 0;
  for (let t = 0; t < 64; t++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + roundConstants[t]! + schedule[t]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  state[0]! += a;
  state[1]! += b;
  state[2]! += c;
  state[3]! += d;
  state[4]! += e;
  state[5]! += f;
  state[6]! += g;
  state[7]! += h;
}
