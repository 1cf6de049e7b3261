import { useEffect, useRef } from 'react';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { BoxXYXY } from '../../geometry/box';
import type { RgbImage } from '../../geometry/rgb-image';
import { evaluatedPicture } from '../../state/files/evaluated-pictures';
import { toCanvas } from '../../formats/images/rgb-canvas';
import { whenIdle } from '../detect/idle-queue';
import { cropAround } from './crop-window';

/** Drawn twice as large as shown, for sharp lines. */
const side = 248;

/** A box of the thumbnail: solid as detected, dashed as annotated, dotted as the other detector had it. */
export interface ThumbnailBox {
  readonly box: BoxXYXY;
  readonly line: 'solid' | 'dashed' | 'dotted';
  readonly colour: string;
}

const dashes = { solid: [], dashed: [12, 8], dotted: [3, 6] } as const;

interface CropThumbnailProps {
  readonly source: EvaluationSource;
  readonly domain: string;
  readonly index: number;
  /** The first one is in the middle. */
  readonly boxes: readonly ThumbnailBox[];
}

/** A box in its surroundings, painted when it is first seen, in idle time. */
export function CropThumbnail({ source, domain, index, boxes }: CropThumbnailProps) {
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
            if (!gone) paint(context, image, boxes);
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
  }, [source, domain, index, boxes]);
  return <canvas ref={canvas} width={side} height={side} aria-hidden="true" />;
}

function paint(context: CanvasRenderingContext2D, image: RgbImage, boxes: readonly ThumbnailBox[]): void {
  const middle = boxes[0];
  if (!middle) return;
  const crop = cropAround(middle.box, image.width, image.height);
  const scale = side / crop.side;
  context.imageSmoothingQuality = 'high';
  context.drawImage(toCanvas(image), crop.left, crop.top, crop.side, crop.side, 0, 0, side, side);
  for (const { box, line, colour } of boxes.toReversed()) {
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
    context.setLineDash([...dashes[line]]);
    context.lineWidth = 3.6;
    context.strokeStyle = colour;
    context.strokeRect(...rectangle);
  }
}
