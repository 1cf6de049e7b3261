/** Seconds in words that fit a line: "0.8 s", "12 s", "3 min 20 s", "1 h 5 min". */
export function formatSeconds(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(seconds < 1 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.round((whole % 3600) / 60)} min`;
}

/** A loss with four significant digits. */
export function formatLoss(value: number | undefined | null): string {
  if (value === undefined || value === null || !Number.isFinite(value)) return '–';
  return value === 0
    ? '0'
    : Math.abs(value) < 1e-3 || Math.abs(value) >= 1e4
      ? value.toExponential(2)
      : value.toPrecision(4);
}

export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes < 1e6) return `${Math.round(bytes / 1e3)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0)} MB`;
}

export { formatCount, formatNumberOf } from '../formats/text/count-words';

export function formatPercent(fraction: number): string {
  return `${Math.round(fraction * 100)} %`;
}
