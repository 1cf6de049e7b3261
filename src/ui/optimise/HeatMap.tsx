import { useLayoutEffect, useRef, useState, type PointerEvent } from 'react';
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
  /** What is told of a cell under the pointer. */
  readonly cellText?: (column: number, row: number, value: number) => string;
}

/** Values as colours; a pointer over a cell tells its value. */
export function HeatMap({ values, width, height, min, max, label, cellText }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [cell, setCell] = useState<{ readonly column: number; readonly row: number } | null>(null);
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
  const drawn = <canvas ref={canvas} width={width} height={height} role="img" aria-label={label} />;
  if (!cellText) return drawn;
  const point = (event: PointerEvent) => {
    const box = canvas.current!.getBoundingClientRect();
    const at = (place: number, length: number, cells: number) =>
      Math.min(cells - 1, Math.max(0, Math.floor((place / length) * cells)));
    setCell({
      column: at(event.clientX - box.left, box.width, width),
      row: at(event.clientY - box.top, box.height, height),
    });
  };
  const value = cell ? values[cell.row * width + cell.column] : undefined;
  return (
    <div className="heat-map" onPointerMove={point} onPointerDown={point} onPointerLeave={() => setCell(null)}>
      {drawn}
      {cell && value !== undefined ? (
        <span className="heat-value">{cellText(cell.column, cell.row, value)}</span>
      ) : null}
    </div>
  );
}
