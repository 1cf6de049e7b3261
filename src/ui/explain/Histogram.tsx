import { histogram } from '../../analysis/embedding/offset-channels';

interface HistogramProps {
  readonly values: readonly number[];
  readonly reach: number;
  readonly unit: string;
  readonly label: string;
}

const bins = 41;
const width = 420;
const height = 120;

/** Counts over [−reach, reach]. */
export function Histogram({ values, reach, unit, label }: HistogramProps) {
  const counts = histogram(values, reach, bins);
  const most = Math.max(1, ...counts);
  return (
    <svg className="plot histogram" viewBox={`0 0 ${width} ${height + 26}`} role="img" aria-label={label}>
      {counts.map((count, bin) => {
        const tall = (count / most) * height;
        return (
          <rect
            // A bin has no other name than its place.
            // oxlint-disable-next-line react/no-array-index-key
            key={bin}
            x={(bin / bins) * width + 0.5}
            y={height - tall}
            width={width / bins - 1}
            height={tall}
          />
        );
      })}
      <line className="grid" x1={0} x2={width} y1={height + 0.5} y2={height + 0.5} />
      <text x={0} y={height + 12}>
        −{reach.toPrecision(2)}
      </text>
      <text x={width / 2} y={height + 12} textAnchor="middle">
        0
      </text>
      <text x={width} y={height + 12} textAnchor="end">
        {reach.toPrecision(2)}
      </text>
      <text x={width / 2} y={height + 24} textAnchor="middle">
        {unit}
      </text>
    </svg>
  );
}
