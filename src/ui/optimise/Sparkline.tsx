const width = 84;
const height = 18;
const mostPoints = 84;

interface SparklineProps {
  readonly values: Float64Array;
  readonly label: string;
}

/** The whole curve in a word's size, from zero. */
export function Sparkline({ values, label }: SparklineProps) {
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="none"
    >
      <path d={path(values)} />
    </svg>
  );
}

function path(values: Float64Array): string {
  const count = Math.min(mostPoints, values.length);
  if (count < 2) return '';
  const top = values.reduce((largest, value) => Math.max(largest, value), 0) || 1;
  const points = Array.from({ length: count }, (_, i) => {
    const value = values[Math.round((i * (values.length - 1)) / (count - 1))]!;
    return `${((i * width) / (count - 1)).toFixed(1)} ${(height - 1 - (value / top) * (height - 2)).toFixed(1)}`;
  });
  return `M${points.join('L')}`;
}
