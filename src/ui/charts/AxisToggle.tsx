interface AxisToggleProps {
  readonly logarithmic: boolean;
  readonly onChange: (logarithmic: boolean) => void;
}

/** Linear or logarithmic losses, for all charts. */
export function AxisToggle({ logarithmic, onChange }: AxisToggleProps) {
  return (
    <fieldset className="segmented" aria-label="Loss axis">
      <button type="button" aria-pressed={!logarithmic} onClick={() => onChange(false)}>
        Linear
      </button>
      <button type="button" aria-pressed={logarithmic} onClick={() => onChange(true)}>
        Log
      </button>
    </fieldset>
  );
}
