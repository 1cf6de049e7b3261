import { useId } from 'react';
import type { DetectorInfo } from '../../engine/engine';
import type { PaneChoice } from '../../state/store/panes/detection-slice';
import { labelledDetectors } from '../../analysis/detection/detector-labels';
import { detectorNamed } from '../../method/shipped-detectors';
import { promptNames } from '../prompt-names';

interface DetectorSelectProps {
  readonly label: string;
  readonly detectors: readonly Pick<DetectorInfo, 'name' | 'title'>[];
  /** Of the offsets that may be added at test time; null where there are none of this model. */
  readonly offsetPrompts: readonly string[] | null;
  readonly choice: PaneChoice | null;
  /** Whether there may be none. */
  readonly optional: boolean;
  readonly onChange: (choice: PaneChoice | null) => void;
}

const none = '';

/** A detector, plain or with the mean of one semantic offset added at test time. */
export function DetectorSelect({ label, detectors, offsetPrompts, choice, optional, onChange }: DetectorSelectProps) {
  const id = useId();
  const names = promptNames(offsetPrompts ?? []);
  const known = choice && detectorNamed(detectors, choice.detector);
  return (
    <div className="field">
      <label className="label-row" htmlFor={id}>
        {label}
      </label>
      <select
        id={id}
        className="select"
        value={known?.name ?? choice?.detector ?? none}
        onChange={({ target: { value } }) =>
          onChange(value === none ? null : { detector: value, testTimeOffset: choice?.testTimeOffset ?? null })
        }
      >
        {optional ? <option value={none}>Nothing</option> : null}
        {choice === null || known ? null : <option value={choice.detector}>{choice.detector}, not loaded</option>}
        {labelledDetectors(detectors).map(({ name, label: shown }) => (
          <option key={name} value={name}>
            {shown}
          </option>
        ))}
      </select>
      {choice && offsetPrompts ? (
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
