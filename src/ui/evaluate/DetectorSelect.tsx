import { useId } from 'react';
import type { PaneChoice } from '../../state/store/detection-slice';
import { labelledDetectors } from '../../analysis/detector-labels';
import { useStore } from '../../state/store/store';
import { promptNames } from '../prompt-names';

interface DetectorSelectProps {
  readonly label: string;
  readonly choice: PaneChoice | null;
  /** Whether there may be none. */
  readonly optional: boolean;
  readonly onChange: (choice: PaneChoice | null) => void;
}

const none = '';

/** A detector, plain or with the mean of one semantic offset added at test time. */
export function DetectorSelect({ label, choice, optional, onChange }: DetectorSelectProps) {
  const detectors = useStore((state) => state.detectors);
  const pooled = useStore(({ run, model }) => (run.provenance?.modelHash === model.info?.hash ? run.pooled : null));
  const id = useId();
  const names = promptNames(pooled?.targetPrompts ?? []);
  const known = choice === null || detectors.some(({ name }) => name === choice.detector);
  return (
    <div className="field">
      <label className="label-row" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="select"
        value={choice?.detector ?? none}
        onChange={({ target: { value } }) =>
          onChange(value === none ? null : { detector: value, testTimeOffset: choice?.testTimeOffset ?? null })
        }
      >
        {optional ? <option value={none}>Nothing</option> : null}
        {known ? null : <option value={choice.detector}>{choice.detector}, not loaded</option>}
        {labelledDetectors(detectors).map(({ name, label: shown }) => (
          <option key={name} value={name}>
            {shown}
          </option>
        ))}
      </select>
      {choice && pooled ? (
        <select
          className="select"
          aria-label={`Offset at test time of ${label}`}
          value={choice.testTimeOffset?.target ?? none}
          onChange={({ target: { value } }) =>
            onChange({ ...choice, testTimeOffset: value === none ? null : { target: Number(value), strength: 1 } })
          }
        >
          <option value={none}>No offset at test time, as the paper</option>
          {names.map((name, target) => (
            // Prompts may repeat, and their order never changes within a run.
            // oxlint-disable-next-line react/no-array-index-key
            <option key={target} value={target}>
              + offset “{name}”
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
