interface ProgressBarProps {
  readonly label: string;
  /** 0 to 1; null while unknown. */
  readonly value: number | null;
}

export function ProgressBar({ label, value }: ProgressBarProps) {
  return <progress className="progress" aria-label={label} max={1} value={value ?? undefined} />;
}
