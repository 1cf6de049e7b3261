import type { PaneId } from '../../state/store/detection-slice';
import { labelledDetectors } from '../../analysis/detector-labels';
import { store, useStore } from '../../state/store/store';

const offsetPrefix = 'offset:';

/** Which detector a pane shows; a detector with a semantic offset at test time is one more choice. */
export function PanePicker({ pane }: { readonly pane: PaneId }) {
  const choice = useStore((state) => state.panes[pane]);
  const detectors = useStore((state) => state.detectors);
  const pooled = useStore((state) => state.run.pooled);
  const recordedTitle = useStore(({ results }) =>
    results[pane].kind === 'ready' ? results[pane].recordedTitle : null,
  );
  const { choosePane } = store.getState();
  const known = detectors.some(({ name }) => name === choice.detector);
  const change = (value: string) => {
    const withOffset = value.startsWith(offsetPrefix);
    const detector = withOffset ? value.slice(offsetPrefix.length) : value;
    choosePane(pane, { detector, testTimeOffset: withOffset ? { target: 0, strength: 1 } : null });
  };
  return (
    <select
      className="select"
      aria-label={pane === 'left' ? 'Detector of the left pane' : 'Detector of the right pane'}
      value={choice.testTimeOffset ? `${offsetPrefix}${choice.detector}` : choice.detector}
      onChange={(event) => change(event.target.value)}
    >
      {known ? null : (
        <option value={choice.testTimeOffset ? `${offsetPrefix}${choice.detector}` : choice.detector}>
          {recordedTitle ?? choice.detector}
        </option>
      )}
      <optgroup label="Detectors">
        {labelledDetectors(detectors).map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </optgroup>
      <optgroup label="With a semantic offset at test time">
        {labelledDetectors(detectors).map(({ name, label }) => (
          <option key={name} value={`${offsetPrefix}${name}`} disabled={pooled === null}>
            {label} + offset
          </option>
        ))}
      </optgroup>
    </select>
  );
}
