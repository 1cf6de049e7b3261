/** The four disjoint sets of scenes: CLIP pretraining, detector training, validation, test. */
export const sceneSplits = ['clip', 'train', 'val', 'test'] as const;
export type SceneSplit = (typeof sceneSplits)[number];

/** Scenes in each split: split k owns the seeds [k · 2^28, (k + 1) · 2^28). */
export const scenesPerSplit = 0x10000000;

/**
 * The seed of scene `index` of a split. Ranges of different splits never meet.
 * @throws RangeError unless `index` is an integer in [0, {@link scenesPerSplit})
 */
export function sceneSeed(split: SceneSplit, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= scenesPerSplit) {
    throw new RangeError(`scene index ${index} is outside [0, ${scenesPerSplit})`);
  }
  return sceneSplits.indexOf(split) * scenesPerSplit + index;
}
