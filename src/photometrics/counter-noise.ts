/**
 * Threefry-2x32 with 20 rounds (Salmon et al., “Parallel random numbers: as easy as 1, 2, 3”, SC 2011), which is JAX's generator: a block of
 * two words is a function of a key and a counter. So the draw of a pixel depends on nothing else, and numpy finds the same bits. It needs
 * 32-bit additions, rotations and exclusive or only.
 */

/** Of Threefry: it keeps a key of zeros from making the third word zero. */
const parity = 0x1bd11bda;

/** The words of a key. */
export type NoiseKey = readonly [low: number, high: number];

/**
 * The key of a seed: its low 32 bits and the rest.
 * @throws RangeError unless `seed` is an integer from 0 to 2^53 − 1
 */
export function noiseKey(seed: number): NoiseKey {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`a seed is an integer from 0 to 2^53 - 1, not ${seed}`);
  return [seed | 0, (seed / 2 ** 32) | 0];
}

/**
 * Fills words of 32 bits, as signed integers, with the blocks of the counters (0, stream), (1, stream) and so on, two words each; of an odd number
 * the last stays as it is.
 * @param stream an integer that tells draws of one key apart
 * @param firstBlock where to begin: the counter of the first block
 */
export function fillNoise(words: Int32Array, [k0, k1]: NoiseKey, stream: number, firstBlock = 0): void {
  const k2 = k0 ^ k1 ^ parity;
  for (let at = 0; at + 1 < words.length; at += 2) {
    words[at] = ((at >> 1) + firstBlock + k0) | 0;
    words[at + 1] = (stream + k1) | 0;
  }
  // Four rounds at a time, for all blocks: the rotations are constants there, which makes it several times as fast.
  evenRounds(words, k1, (k2 + 1) | 0);
  oddRounds(words, k2, (k0 + 2) | 0);
  evenRounds(words, k0, (k1 + 3) | 0);
  oddRounds(words, k1, (k2 + 4) | 0);
  evenRounds(words, k2, (k0 + 5) | 0);
}

/** Four rounds of each block, then two words of the key are added. */
function evenRounds(words: Int32Array, addA: number, addB: number): void {
  for (let at = 0; at + 1 < words.length; at += 2) {
    let a = words[at]!;
    let b = words[at + 1]!;
    a = (a + b) | 0;
    b = ((b << 13) | (b >>> 19)) ^ a;
    a = (a + b) | 0;
    b = ((b << 15) | (b >>> 17)) ^ a;
    a = (a + b) | 0;
    b = ((b << 26) | (b >>> 6)) ^ a;
    a = (a + b) | 0;
    b = ((b << 6) | (b >>> 26)) ^ a;
    words[at] = (a + addA) | 0;
    words[at + 1] = (b + addB) | 0;
  }
}

/** As {@link evenRounds}, with the other four rotations. */
function oddRounds(words: Int32Array, addA: number, addB: number): void {
  for (let at = 0; at + 1 < words.length; at += 2) {
    let a = words[at]!;
    let b = words[at + 1]!;
    a = (a + b) | 0;
    b = ((b << 17) | (b >>> 15)) ^ a;
    a = (a + b) | 0;
    b = ((b << 29) | (b >>> 3)) ^ a;
    a = (a + b) | 0;
    b = ((b << 16) | (b >>> 16)) ^ a;
    a = (a + b) | 0;
    b = ((b << 24) | (b >>> 8)) ^ a;
    words[at] = (a + addA) | 0;
    words[at + 1] = (b + addB) | 0;
  }
}
