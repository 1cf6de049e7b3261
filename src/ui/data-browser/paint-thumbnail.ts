import { toCanvas } from '../../formats/images/rgb-canvas';
import type { DataSetDescription } from '../../engine/engine';
import type { RgbImage } from '../../geometry/rgb-image';
import { classColour } from '../detect/class-colours';

type DescribedImage = DataSetDescription['parts'][number]['images'][number];

/** Draws a small picture, as large as it is, with the boxes of the whole one in the colours of their classes; difficult objects and crowds are dashed. */
export function paintThumbnail(
  canvas: HTMLCanvasElement,
  small: RgbImage,
  { width, height, objects }: DescribedImage,
  classes: readonly string[],
): void {
  canvas.width = small.width;
  canvas.height = small.height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.drawImage(toCanvas(small), 0, 0);
  const [sx, sy] = [small.width / width, small.height / height];
  for (const { class: name, box, difficult, crowd } of objects) {
    const [x1, y1, x2, y2] = box;
    const place = [x1 * sx, y1 * sy, (x2 - x1) * sx, (y2 - y1) * sy] as const;
    context.setLineDash(difficult || crowd ? [4, 3] : []);
    context.lineWidth = 3.5;
    context.strokeStyle = 'rgb(0 0 0 / 60%)';
    context.strokeRect(...place);
    context.lineWidth = 2;
    context.strokeStyle = classColour(classes.indexOf(name));
    context.strokeRect(...place);
  }
}
