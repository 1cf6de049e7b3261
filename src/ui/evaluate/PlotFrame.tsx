import type { ReactNode } from 'react';
import type { PlotArea } from './plot-area';

interface PlotFrameProps {
  readonly area: PlotArea;
  readonly label: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** SVG that is drawn inside. */
  readonly children: ReactNode;
}

const ticks = [0, 0.5, 1];

/** Axes from 0 to 1 with their names. */
export function PlotFrame({ area, label, xLabel, yLabel, children }: PlotFrameProps) {
  const { width, height, place } = area;
  const [left, bottom] = place(0, 0);
  const [right, top] = place(1, 1);
  const [centre, middle] = place(0.5, 0.5);
  return (
    <svg className="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {ticks.map((tick) => {
        const [x, y] = place(tick, tick);
        return (
          <g key={tick}>
            <line className="grid" x1={x} x2={x} y1={top} y2={bottom} />
            <line className="grid" x1={left} x2={right} y1={y} y2={y} />
            <text x={x} y={bottom + 11} textAnchor={tick === 1 ? 'end' : 'middle'}>
              {tick}
            </text>
            <text x={left - 4} y={y + 3} textAnchor="end">
              {tick}
            </text>
          </g>
        );
      })}
      <text x={centre} y={height - 4} textAnchor="middle">
        {xLabel}
      </text>
      <text x={8} y={middle} textAnchor="middle" transform={`rotate(-90 8 ${middle})`}>
        {yLabel}
      </text>
      {children}
    </svg>
  );
}
