import type { OverlaySettings } from '../../state/store/runs-slice';

interface OverlayControlsProps {
  readonly overlay: OverlaySettings;
  readonly onChange: (change: Partial<OverlaySettings>) => void;
}

/** Smoothing and axes of all overlaid curves. */
export function OverlayControls({ overlay: { smoothing, x, logX, logY }, onChange }: OverlayControlsProps) {
  return (
    <div className="button-row overlay-controls">
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
          onChange={(event) => onChange({ smoothing: Number(event.target.value) })}
        />
        <output>{smoothing.toFixed(2)}</output>
      </label>
      <fieldset className="segmented" aria-label="Horizontal axis">
        <button type="button" aria-pressed={x === 'step'} onClick={() => onChange({ x: 'step' })}>
          Step
        </button>
        <button type="button" aria-pressed={x === 'seconds'} onClick={() => onChange({ x: 'seconds' })}>
          Time
        </button>
      </fieldset>
      <fieldset className="segmented" aria-label="Logarithmic axes">
        <button type="button" aria-pressed={logX} onClick={() => onChange({ logX: !logX })}>
          Log x
        </button>
        <button type="button" aria-pressed={logY} onClick={() => onChange({ logY: !logY })}>
          Log y
        </button>
      </fieldset>
    </div>
  );
}
