/** What of the way from the baseline to an oracle a detector goes: 0 for the baseline itself, 1 for the oracle; NaN where there is no way to go. */
export function headroomShare(baseline: number, ap: number, oracle: number): number {
  const way = oracle - baseline;
  return way > 0 ? (ap - baseline) / way : NaN;
}
