import { expect, test } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { detectorPresets } from '../method/detector-config';
import { detectorAtSize } from '../method/training-config';
import { createPictureMaker } from './make-picture';
import { BatchLoader } from './training-batch';

const make = createPictureMaker(() => Promise.reject(new Error('no files here')));
const order = { flip: false, change: { kind: 'none' } } as const;

/** What a step sees of one grey image with one object. */
async function seen(width: number, height: number, imageShortSide: number) {
  const image = { width, height, data: new Uint8Array(width * height * 3).fill(128) };
  const gt = [{ classIndex: 2, box: boxXYXY(width / 10, height / 10, width / 2, height / 2) }];
  const images = { length: 1, at: () => ({ id: 'one', image, gt }) };
  const loader = new BatchLoader(images, make, detectorAtSize(detectorPresets.reference, { imageShortSide }));
  const [only] = (await loader.load([0], [order])).images;
  return { width: only!.image.width, height: only!.image.height, boxes: [...only!.gt.boxes] };
}

// detectron2 0.6: ResizeShortestEdge(300, 667).get_transform(image), and apply_box of what it gives.
test.each([
  [1280, 720, 533, 300],
  [2000, 500, 667, 167],
  [500, 2000, 167, 667],
  [300, 300, 300, 300],
])('an image of %i × %i becomes %i × %i at a short side of 300, and its boxes with it', async (...sizes) => {
  const [width, height, newWidth, newHeight] = sizes;
  const found = await seen(width, height, 300);
  expect(found).toMatchObject({ width: newWidth, height: newHeight });
  [newWidth / 10, newHeight / 10, newWidth / 2, newHeight / 2].forEach((side, at) =>
    expect(found.boxes[at]).toBeCloseTo(side, 3),
  );
});
