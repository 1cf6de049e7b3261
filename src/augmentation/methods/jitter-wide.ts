import { parameters } from '../../photometrics/parameters';
import { drawJitter, type JitterRanges, usualRanges } from './draw-jitter';
import { jitter } from './jitter';
import type { Method } from './method';

/** The contrast of the photometric family. */
const ranges: JitterRanges = { ...usualRanges, contrast: [parameters.contrast.low, parameters.contrast.high] };

/** The control for methods with strong changes: is it more than the wider contrast? */
export const jitterWide: Method = {
  ...jitter,
  title: 'Photometric jitter, contrast .1 to 1.6',
  summary: 'As photometric jitter, but with the contrast of the photometric family, which goes almost to grey.',
  prepare: () => (imageCount, random) => ({
    images: Array.from({ length: imageCount }, () => drawJitter(ranges, random)),
  }),
};
