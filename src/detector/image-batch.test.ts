import { expect, it } from 'vitest';
import type { RgbImage } from '../geometry/rgb-image';
import { describeOnBackends, expectClose } from '../tensor/testing';
import { detectorPresets } from '../method/detector-config';
import { createImageBatch } from './image-batch';
import { resizeForDetector } from './working-size';

const plain = (width: number, height: number, rgb: readonly number[]): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, i) => rgb[i % 3]!),
});

await describeOnBackends(['cpu'], 'image batch', () => {
  it('normalises with CLIP and pads with zeros after that, at the bottom and on the right', async () => {
    const { pixels, sizes } = createImageBatch([plain(1, 2, [0, 128, 255]), plain(2, 1, [255, 255, 255])]);
    expect(pixels.shape).toEqual([2, 2, 2, 3]);
    expect(sizes).toEqual([
      { width: 1, height: 2 },
      { width: 2, height: 1 },
    ]);
    const a = [-0.48145466 / 0.26862954, (128 / 255 - 0.4578275) / 0.26130258, (1 - 0.40821073) / 0.27577711];
    const b = [(1 - 0.48145466) / 0.26862954, (1 - 0.4578275) / 0.26130258, (1 - 0.40821073) / 0.27577711];
    const zero = [0, 0, 0];
    await expectClose(pixels, [a, zero, a, zero, b, b, zero, zero].flat(), { absolute: 1e-6 });
  });

  it('resizes to 600 × 1067 as the reference does (F14), and leaves built-in scenes alone', () => {
    expect(resizeForDetector(plain(1280, 720, [1, 2, 3]), detectorPresets.reference)).toMatchObject({
      width: 1067,
      height: 600,
    });
    const scene = plain(256, 256, [9, 9, 9]);
    expect(resizeForDetector(scene, detectorPresets.builtin)).toBe(scene);
  });

  it('refuses an image so elongated that no features are left', () => {
    expect(() => resizeForDetector(plain(4000, 16, [1, 2, 3]), detectorPresets.builtin)).toThrow(
      'too long for its width',
    );
  });
});
