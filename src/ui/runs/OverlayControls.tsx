import { store, useStore } from '../../state/store/store';

/** Smoothing and axes of all overlaid curves. */
export function OverlayControls() {
  const { smoothing, x, logX, logY } = useStore((state) => state.overlay);
  const { setOverlay } = store.getState();
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
          onChange={(event) => setOverlay({ smoothing: Number(event.target.value) })}
        />
        <output>{smoothing.toFixed(2)}</output>
      </label>
      <fieldset className="segmented" aria-label="Horizontal axis">
        <button type="button" aria-pressed={x === 'step'} onClick={() => setOverlay({ x: 'step' })}>
          Step
        </button>
        <button type="button" aria-pressed={x === 'seconds'} onClick={() => setOverlay({ x: 'seconds' })}>
          Time
        </button>
      </fieldset>
      <fieldset className="segmented" aria-label="Logarithmic axes">
        <button type="button" aria-pressed={logX} onClick={() => setOverlay({ logX: !logX })}>
          Log x
        </button>
        <button type="button" aria-pressed={logY} onClick={() => setOverlay({ logY: !logY })}>
          Log y
        </button>
      </fieldset>
    </div>
  );
}
