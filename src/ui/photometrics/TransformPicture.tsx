import { useLayoutEffect, useRef } from 'react';
import type { RgbImage } from '../../geometry/rgb-image';
import { identityTransform, type PhotometricTransform } from '../../photometrics/parameters';
import { drawSoon } from './draw-queue';
import { transformedCanvas } from './transformed-canvas';

interface TransformPictureProps {
  /** Null for none: the place stays empty. */
  readonly image: RgbImage | null;
  /** Null for the image itself. */
  readonly transform: PhotometricTransform | null;
  /** 0 to 1. */
  readonly strength: number;
  /** The short side of what is drawn, in pixels. */
  readonly side: number;
  /** What a screen reader says of it; null where something else says it. */
  readonly label: string | null;
  /** Drawn at once, and not after the others. */
  readonly urgent?: boolean;
}

/** An image under a transform. What was drawn before stays until the new picture is there. */
export function TransformPicture({ image, transform, strength, side, label, urgent = false }: TransformPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    if (!image) return element.getContext('2d')!.clearRect(0, 0, element.width, element.height);
    const draw = () => drawScaled(element, transformedCanvas(image, transform ?? identityTransform, strength), side);
    return urgent ? draw() : drawSoon(draw);
  }, [image, transform, strength, side, urgent]);
  // A square until there is a picture.
  const size = { width: side, height: side };
  return label === null ? (
    <canvas ref={canvas} {...size} aria-hidden="true" />
  ) : (
    <canvas ref={canvas} {...size} role="img" aria-label={label} />
  );
}

function drawScaled(canvas: HTMLCanvasElement, picture: HTMLCanvasElement, side: number): void {
  const scale = side / Math.min(picture.width, picture.height);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  // A new size clears the canvas, so it is set only where it changes.
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
}
