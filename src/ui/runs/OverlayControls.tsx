import { SmoothingSlider } from '../charts/SmoothingSlider';
import type { OverlaySettings } from '../../state/store/runs-slice';

interface OverlayControlsProps {
  readonly overlay: OverlaySettings;
  /** Whether some runs differ in their seed alone. */
  readonly groupable: boolean;
  readonly onChange: (change: Partial<OverlaySettings>) => void;
}

/** Smoothing and axes of all overlaid curves. */
export function OverlayControls({
  overlay: { smoothing, x, logX, logY, grouped },
  groupable,
  onChange,
}: OverlayControlsProps) {
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
      {groupable ? (
        <fieldset className="segmented" aria-label="Runs that differ in their seed">
          <button
            type="button"
            aria-pressed={grouped && x === 'step'}
            disabled={x !== 'step'}
            title={
              x === 'step'
                ? 'The mean of the seeds of each configuration, with one standard deviation (n − 1) below and above'
                : 'By step only: by time no two runs have the same places'
            }
            onClick={() => onChange({ grouped: true })}
          >
            Mean of seeds
          </button>
          <button type="button" aria-pressed={!grouped || x !== 'step'} onClick={() => onChange({ grouped: false })}>
            Each run
          </button>
        </fieldset>
      ) : null}
    </div>
  );
}
