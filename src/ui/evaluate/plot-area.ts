const margin = { left: 30, right: 8, top: 6, bottom: 26 } as const;

/** Where the unit square lies in an SVG with axes. */
export interface PlotArea {
  readonly width: number;
  readonly height: number;
  /** A point of the unit square in SVG units. */
  readonly place: (x: number, y: number) => readonly [x: number, y: number];
  /** A line through points of the unit square, as a path. */
  readonly line: (points: readonly (readonly [x: number, y: number])[]) => string;
}

/** @param width of the whole SVG, in units about as large as pixels: the size of its text depends on it */
export function createPlotArea(width: number, height: number): PlotArea {
  const place = (x: number, y: number) =>
    [
      margin.left + x * (width - margin.left - margin.right),
      height - margin.bottom - y * (height - margin.top - margin.bottom),
    ] as const;
  const line = (points: readonly (readonly [number, number])[]) =>
    points
      .map(([x, y], i) => {
        const [left, top] = place(x, y);
        return `${i === 0 ? 'M' : 'L'}${left.toFixed(1)} ${top.toFixed(1)}`;
      })
      .join('');
  return { width, height, place, line };
}
