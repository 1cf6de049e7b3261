import { SmoothingSlider } from '../charts/SmoothingSlider';
import type { OverlaySettings } from '../../state/store/runs-slice';

interface OverlayControlsProps {
  readonly overlay: OverlaySettings;
  readonly onChange: (change: Partial<OverlaySettings>) => void;
}

/** Smoothing and axes of all overlaid curves. */
export function OverlayControls({ overlay: { smoothing, x, logX, logY }, onChange }: OverlayControlsProps) {
  return (
    <div className="button-row overlay-controls">
      <SmoothingSlider smoothing={smoothing} onChange={(weight) => onChange({ smoothing: weight })} />
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
