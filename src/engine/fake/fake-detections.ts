import type { RawDetections } from '../../geometry/detections';
import type { RgbImage } from '../../geometry/rgb-image';
import { detectorPresets } from '../../method/detector-config';
import { fakeRandom } from './fake-random';

const regions = 40;

/** Boxes that depend on the image and the seed only; `confidence` (0 to 1) says how sure the scores are. */
export function fakeDetections(image: RgbImage, seed: number, confidence: number): RawDetections {
  const { width, height } = image;
  const { classes } = detectorPresets.builtin;
  // Two streams: the boxes of both panes are the same, their scores differ.
  const place = fakeRandom(sample(image));
  const judge = fakeRandom(seed);
  const boxes = new Float32Array(regions * classes.length * 4);
  const scores = new Float32Array(regions * (classes.length + 1));
  for (let region = 0; region < regions; region++) {
    const w = width * (0.08 + 0.2 * place());
    const h = height * (0.08 + 0.25 * place());
    const x = (width - w) * place();
    const y = (height - h) * place();
    const favourite = Math.floor(place() * classes.length);
    const strength = region < 6 ? confidence * (0.6 + 0.4 * judge()) : 0.25 * judge() ** 2;
    for (let k = 0; k < classes.length; k++) {
      boxes.set([x, y, x + w, y + h], (region * classes.length + k) * 4);
      scores[region * (classes.length + 1) + k] = k === favourite ? strength : (1 - strength) * 0.01;
    }
    scores[region * (classes.length + 1) + classes.length] = (1 - strength) * (1 - 0.01 * (classes.length - 1));
  }
  return { width, height, classes, boxes, scores };
}

function sample(image: RgbImage): number {
  let hash = image.width * 31 + image.height;
  const stride = Math.max(3, Math.floor(image.data.length / 64));
  for (let i = 0; i < image.data.length; i += stride) hash = Math.imul(hash ^ image.data[i]!, 0x01000193);
  return hash >>> 0;
}
