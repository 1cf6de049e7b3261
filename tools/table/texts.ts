import type { BootstrapInterval } from '../../src/metrics/bootstrap';
import type { BenchmarkRow, Estimate } from '../../src/runs/records/benchmark-results';

/** Times 100, with one digit; a dash for nothing. */
export function percent(value: number | null): string {
  return value === null || Number.isNaN(value) ? '–' : (100 * value).toFixed(1);
}

/** A difference of two, with its sign. */
export function signed(value: number): string {
  const text = percent(Math.abs(value));
  return text === '0.0' ? text : `${value < 0 ? '−' : '+'}${text}`;
}

export function signedInterval({ low, high }: BootstrapInterval): string {
  return `[${signed(low)}, ${signed(high)}]`;
}

/** A difference, with its interval. */
export function differenceText(estimate: Estimate | null): string {
  if (estimate === null) return '–';
  return `${signed(estimate.value)}${estimate.interval === null ? '' : ` ${signedInterval(estimate.interval)}`}`;
}

/** A share in percent, without digits after the point. */
export function shareText(estimate: Estimate | null): string {
  if (estimate === null) return '–';
  const whole = (share: number) => (100 * share).toFixed(0).replace('-', '−');
  const { value, interval } = estimate;
  return `${whole(value)} %${interval === null ? '' : ` [${whole(interval.low)}, ${whole(interval.high)}]`}`;
}

export function knowledgeText(knows: BenchmarkRow['knows']): string {
  return knows.replace('-', ' ');
}

/** NaN for nothing, so that a mean over it is none. */
export function numberOf(value: number | null | undefined): number {
  return value ?? NaN;
}
