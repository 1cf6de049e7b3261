import { useStore } from '../../state/store/store';

/** Linear or logarithmic losses, for all charts. */
export function AxisToggle() {
  const logLoss = useStore((state) => state.logLoss);
  const setLogLoss = useStore((state) => state.setLogLoss);
  return (
    <fieldset className="segmented" aria-label="Loss axis">
      <button type="button" aria-pressed={!logLoss} onClick={() => setLogLoss(false)}>
        Linear
      </button>
      <button type="button" aria-pressed={logLoss} onClick={() => setLogLoss(true)}>
        Log
      </button>
    </fieldset>
  );
}
