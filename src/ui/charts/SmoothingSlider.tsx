interface SmoothingSliderProps {
  /** Weight of the past, 0 (none) to 0.99. */
  readonly smoothing: number;
  readonly onChange: (smoothing: number) => void;
}

/** How much curves are smoothed. */
export function SmoothingSlider({ smoothing, onChange }: SmoothingSliderProps) {
  return (
    <label
      className="slider"
      title="Exponential moving average, corrected for its start at zero; the raw line stays behind, faint"
    >
      <span>Smoothing</span>
      <input
        type="range"
        min={0}
        max={0.99}
        step={0.01}
        value={smoothing}
        onChange={(event) => onChange(Number(event.target.value))}
      />
      <output>{smoothing.toFixed(2)}</output>
    </label>
  );
}
