import { useEffect, useRef } from 'react';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { PicturePlace, ThumbnailBox } from '../../analysis/results/gallery-items';
import type { RgbImage } from '../../geometry/rgb-image';
import { toCanvas } from '../../formats/images/rgb-canvas';
import { whenIdle } from '../detect/idle-queue';
import { cropAround } from './crop-window';
import { evaluatedPicture } from './use-evaluate';

/** Drawn twice as large as shown, for sharp lines. */
const side = 248;

const dashes: Readonly<Record<ThumbnailBox['role'], readonly number[]>> = {
  detected: [],
  before: [3, 6],
  truth: [12, 8],
};

interface CropThumbnailProps {
  readonly source: EvaluationSource;
  readonly place: PicturePlace;
  /** The first one is in the middle. */
  readonly boxes: readonly ThumbnailBox[];
  /** Of what is detected. */
  readonly colour: string;
}

/** A box in its surroundings, painted when it is first seen, in idle time. */
export function CropThumbnail({ source, place: { domain, index }, boxes, colour }: CropThumbnailProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return undefined;
    let cancel: (() => void) | undefined;
    let gone = false;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      cancel = whenIdle(() => {
        evaluatedPicture(source, domain, index).then(
          (image) => {
            if (!gone) paint(context, image, boxes, colour);
          },
          // The picture stays empty; its label says what it would show, and its dialog why it does not.
          () => undefined,
        );
      });
    });
    observer.observe(element);
    return () => {
      gone = true;
      observer.disconnect();
      cancel?.();
    };
  }, [source, domain, index, boxes, colour]);
  return <canvas ref={canvas} width={side} height={side} aria-hidden="true" />;
}

function paint(
  context: CanvasRenderingContext2D,
  image: RgbImage,
  boxes: readonly ThumbnailBox[],
  colour: string,
): void {
  const middle = boxes[0];
  if (!middle) return;
  const crop = cropAround(middle.box, image.width, image.height);
  const scale = side / crop.side;
  context.imageSmoothingQuality = 'high';
  context.drawImage(toCanvas(image), crop.left, crop.top, crop.side, crop.side, 0, 0, side, side);
  for (const { box, role } of boxes.toReversed()) {
    const [x1, y1, x2, y2] = box;
    const rectangle = [
      (x1 - crop.left) * scale,
      (y1 - crop.top) * scale,
      (x2 - x1) * scale,
      (y2 - y1) * scale,
    ] as const;
    context.setLineDash([]);
    context.lineWidth = 7;
    context.strokeStyle = 'rgb(0 0 0 / 60%)';
    context.strokeRect(...rectangle);
    context.setLineDash([...dashes[role]]);
    context.lineWidth = 3.6;
    context.strokeStyle = role === 'truth' ? '#fff' : colour;
    context.strokeRect(...rectangle);
  }
}
