import { useLayoutEffect, useRef } from 'react';
import { viridisAt } from './colormap';

interface HeatMapProps {
  /** `[height * width]`. */
  readonly values: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
  /** Values that get the two ends of the scale. */
  readonly min: number;
  readonly max: number;
  readonly label: string;
}

export function HeatMap({ values, width, height, min, max, label }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(width, height);
    const span = max - min || 1;
    for (let i = 0; i < width * height; i++) image.data.set([...viridisAt((values[i]! - min) / span), 255], i * 4);
    context.putImageData(image, 0, 0);
  });
  // A canvas has no role of its own.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
  return <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
}
