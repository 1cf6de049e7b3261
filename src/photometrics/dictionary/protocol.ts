/** How dictionaries are measured, unless somebody asks for another one. `docs/photometrics.md` fixes these numbers. */
export const dictionaryProtocol = {
  /** N, source images. */
  imageCount: 24,
  /** K. */
  transformCount: 240,
  /** Of the draw of the transforms. */
  seed: 1,
} as const;

/** Transforms that a dictionary may have. */
export const mostTransforms = 10_000;
