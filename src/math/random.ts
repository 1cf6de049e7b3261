/** Everything a {@link Random} needs to go on where it stopped: eight unsigned 32-bit integers, safe in JSON. */
export type RandomState = readonly number[];

/**
 * A seeded random generator (xoshiro128**, Blackman and Vigna 2018). The same seed gives the same draws everywhere; no draw comes from
 * `Math.random`. Not for secrets.
 */
export class Random {
  /** What the seed and the labels of {@link fork} made; it never changes, so that a fork does not depend on draws. */
  readonly #key: Uint32Array;
  readonly #words: Uint32Array;

  /** @param seed an integer, 0 to 2^53 - 1. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0)
      throw new RangeError(`a seed is an integer from 0 to 2^53 - 1, not ${seed}`);
    this.#key = spread(Uint32Array.of(seed, seed / 2 ** 32));
    this.#words = this.#key.slice();
  }

  /** Continues from {@link state}. @throws RangeError where it is no state. */
  static fromState(state: RandomState): Random {
    const random = new Random(0);
    random.restore(state);
    return random;
  }

  /** A snapshot of this generator. */
  get state(): RandomState {
    return [...this.#key, ...this.#words];
  }

  /** Goes back to a snapshot. @throws RangeError where it is none. */
  restore(state: RandomState): void {
    const valid =
      state.length === 8 && state.every((word) => Number.isInteger(word) && word >= 0 && word <= 0xffffffff);
    if (!valid) throw new RangeError('a random state is eight unsigned 32-bit integers');
    this.#key.set(state.slice(0, 4));
    this.#words.set(state.slice(4));
  }

  /** An independent generator for a purpose or an index: it depends on the seed and the labels only, and takes no draw from this one. */
  fork(label: string | number): Random {
    const random = new Random(0);
    random.#key.set(spread(this.#key, String(label)));
    random.#words.set(random.#key);
    return random;
  }

  /** 32 uniform bits, as an unsigned integer. */
  bits(): number {
    const s = this.#words;
    const s1 = s[1]!;
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    s[2]! ^= s[0]!;
    s[3]! ^= s1;
    s[1]! ^= s[2]!;
    s[0]! ^= s[3]!;
    s[2]! ^= s1 << 9;
    s[3] = rotateLeft(s[3]!, 11);
    return result;
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  next(): number {
    const high = this.bits() >>> 5;
    const low = this.bits() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Uniform in [low, high). */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A uniform integer in [0, n), without bias. @throws RangeError unless n is an integer from 1 to 2^32. */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) throw new RangeError(`no integer below ${n}`);
    const limit = 2 ** 32 - (2 ** 32 % n);
    let draw = this.bits();
    while (draw >= limit) draw = this.bits();
    return draw % n;
  }

  /** A standard normal number (Marsaglia's polar method; the second of each pair is not kept, so that the state stays whole). */
  normal(): number {
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const square = x * x + y * y;
      if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
    }
  }

  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<T extends unknown[] | Uint32Array>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const item = items[i];
      items[i] = items[j]!;
      items[j] = item!;
    }
    return items;
  }

  /** The numbers 0 to n - 1 in random order. */
  permutation(n: number): Uint32Array {
    return this.shuffle(Uint32Array.from({ length: n }, (_, i) => i));
  }

  /** `count` different items in random order; all of them where there are fewer. */
  sample<T>(items: ArrayLike<T>, count: number): T[] {
    return Array.from(this.permutation(items.length).subarray(0, count), (i) => items[i]!);
  }

  /** One item. @throws RangeError where there is none. */
  pick<T>(items: ArrayLike<T>): T {
    return items[this.integer(items.length)]!;
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** Four well-mixed words from any number of words and a label; never all zero, which xoshiro could not leave. */
function spread(words: Uint32Array, label = ''): Uint32Array {
  let hash = 0x9e3779b9;
  const result = new Uint32Array(4);
  for (let round = 0; round < 4; round++) {
    for (const word of words) hash = mix(hash ^ word);
    for (let i = 0; i < label.length; i++) hash = mix(hash ^ label.charCodeAt(i));
    hash = mix(hash ^ label.length);
    result[round] = hash;
  }
  if (result.every((word) => word === 0)) result[0] = 1;
  return result;
}

/** The next step of a splitmix-like walk over 32 bits (constants of MurmurHash3's finaliser). */
function mix(value: number): number {
  let z = (value + 0x9e3779b9) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}
