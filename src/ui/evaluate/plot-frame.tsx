import type { ReactNode } from 'react';

/** Side of the plot's own square in SVG units; x and y run from 0 to 1 within it. */
export const plotSize = { width: 220, height: 160 } as const;
const margin = { left: 30, right: 8, top: 6, bottom: 26 } as const;

/** A point of the unit square in SVG units. */
export function place(x: number, y: number): readonly [x: number, y: number] {
  return [
    margin.left + x * (plotSize.width - margin.left - margin.right),
    plotSize.height - margin.bottom - y * (plotSize.height - margin.top - margin.bottom),
  ];
}

/** A line through points of the unit square. */
export function linePath(points: readonly (readonly [number, number])[]): string {
  return points
    .map(([x, y], i) => {
      const [left, top] = place(x, y);
      return `${i === 0 ? 'M' : 'L'}${left.toFixed(1)} ${top.toFixed(1)}`;
    })
    .join('');
}

interface PlotFrameProps {
  readonly label: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly children: ReactNode;
}

const ticks = [0, 0.5, 1];

/** Axes from 0 to 1 with their names; what is drawn inside comes as SVG. */
export function PlotFrame({ label, xLabel, yLabel, children }: PlotFrameProps) {
  return (
    <svg className="plot" viewBox={`0 0 ${plotSize.width} ${plotSize.height}`} role="img" aria-label={label}>
      {ticks.map((tick) => {
        const [left, bottom] = place(tick, 0);
        const [, level] = place(0, tick);
        return (
          <g key={tick}>
            <line className="grid" x1={left} x2={left} y1={place(0, 1)[1]} y2={bottom} />
            <line className="grid" x1={place(0, 0)[0]} x2={place(1, 0)[0]} y1={level} y2={level} />
            <text x={left} y={bottom + 11} textAnchor={tick === 1 ? 'end' : 'middle'}>
              {tick}
            </text>
            <text x={place(0, 0)[0] - 4} y={level + 3} textAnchor="end">
              {tick}
            </text>
          </g>
        );
      })}
      <text x={place(0.5, 0)[0]} y={plotSize.height - 4} textAnchor="middle">
        {xLabel}
      </text>
      <text x={8} y={place(0, 0.5)[1]} textAnchor="middle" transform={`rotate(-90 8 ${place(0, 0.5)[1]})`}>
        {yLabel}
      </text>
      {children}
    </svg>
  );
}
