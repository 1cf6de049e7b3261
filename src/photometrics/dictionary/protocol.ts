/** How dictionaries are measured, unless somebody asks for another one. `docs/photometrics.md` fixes these numbers. */
export const dictionaryProtocol = {
  /** N, source images. */
  imageCount: 24,
  /** K. */
  transformCount: 240,
  /** Of the draw of the transforms. */
  seed: 1,
} as const;

/** Streets in source and target weather from which a training's oracles measure true shifts. */
export const oracleScenes = 40;

/** Transforms that a dictionary may have. */
export const mostTransforms = 10_000;
