/** A number that the user can set, as a form shows it. */
export interface NumberSpec<Key extends string = string> {
  readonly key: Key;
  readonly label: string;
  readonly help: string;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** What the paper and its released code say; absent where they say nothing. */
  readonly paper?: string;
  readonly code?: string;
}

/** Why a value is refused; null where it is fine. */
export function numberProblem(spec: NumberSpec, value: number): string | null {
  if (!Number.isFinite(value)) return `${spec.label} must be a number.`;
  if (spec.integer && !Number.isInteger(value)) return `${spec.label} must be a whole number.`;
  if (value < spec.min || value > spec.max) {
    return `${spec.label} must lie between ${spec.min.toLocaleString('en')} and ${spec.max.toLocaleString('en')}.`;
  }
  return null;
}
