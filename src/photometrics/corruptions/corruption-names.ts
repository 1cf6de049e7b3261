/** ImageNet-C's pixel operations by which DivAlign diversifies; `corruption-operations.ts` says what they do. */
export const corruptionNames = [
  'gaussianNoise',
  'shotNoise',
  'impulseNoise',
  'speckleNoise',
  'gaussianBlur',
  'defocusBlur',
  'motionBlur',
  'brightness',
  'saturate',
  'contrast',
  'jpeg',
  'pixelate',
] as const;

export type CorruptionName = (typeof corruptionNames)[number];

/** 0 changes nothing. */
export const severities = [0, 1, 2, 3, 4, 5] as const;
export type Severity = (typeof severities)[number];
