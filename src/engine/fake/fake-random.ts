/** 32-bit FNV-1a of a text. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function fakeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A unit vector that depends on the seed only. */
export function fakeUnitVector(seed: number, length: number): Float32Array {
  const random = fakeRandom(seed);
  const vector = Float32Array.from({ length }, () => random() + random() + random() - 1.5);
  return normalise(vector);
}

/** A vector of its words' vectors, so that prompts with words in common lie close together; unit length. */
export function fakeTextEmbedding(text: string, length: number): Float32Array {
  const sum = fakeUnitVector(1, length);
  for (const word of text.toLowerCase().split(/\W+/u).filter(Boolean)) {
    const vector = fakeUnitVector(hashText(word), length);
    for (let i = 0; i < length; i++) sum[i] = sum[i]! + vector[i]!;
  }
  return normalise(sum);
}

function normalise(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector) || 1;
  return vector.map((value) => value / norm);
}
