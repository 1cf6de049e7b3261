import { useLayoutEffect, useRef } from 'react';
import type { RgbImage } from '../../geometry/rgb-image';
import { toImageData } from '../../formats/images/rgb-canvas';

export function CropCanvas({ image, label }: { readonly image: RgbImage; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current?.getContext('2d')?.putImageData(toImageData(image), 0, 0), [image]);
  // A canvas has no role of its own.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
  return (
    <canvas ref={canvas} className="crop" width={image.width} height={image.height} role="img" aria-label={label} />
  );
}
