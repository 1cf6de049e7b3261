import type { VisualArchitecture } from '../clip/tower/architecture';
import { towerWeightBytes, towerWork, vaPeakBytes, vbPeakBytes } from '../clip/tower/tower-cost';
import type { RgbImage } from '../geometry/rgb-image';
import { cropsAtOnce } from './memory-budget';

/** Images that go through the tower at once, at most. */
const mostAtOnce = 8;

/** Images that go through the tower at once. */
export function dictionaryImagesAtOnce(architecture: VisualArchitecture): number {
  return Math.min(mostAtOnce, cropsAtOnce(architecture));
}

/** Bytes that a measurement takes on the device: the weights, and the maps of the images that go through the tower at once. */
export function dictionaryBytes(architecture: VisualArchitecture): number {
  const { resolution } = architecture;
  const count = dictionaryImagesAtOnce(architecture);
  const features = count * vaPeakBytes(architecture, { width: resolution, height: resolution });
  return towerWeightBytes(architecture) + Math.max(features, vbPeakBytes(architecture, count));
}

/** A transform of so much work shows what the others take: some seconds on a CPU. */
const probeWork = 20e9;

/**
 * So many of the source images that one transform of them stands for one of all, and how much longer that takes. Where a transform is quick, it is
 * measured on all.
 */
export function dictionaryProbe(
  architecture: VisualArchitecture,
  images: readonly RgbImage[],
): { readonly images: readonly RgbImage[]; readonly factor: number } {
  const { va, vb } = towerWork(architecture);
  // At half and at full strength.
  const count = Math.max(1, Math.min(images.length, Math.floor(probeWork / (2 * (va + vb)))));
  return { images: images.slice(0, count), factor: images.length / count };
}
