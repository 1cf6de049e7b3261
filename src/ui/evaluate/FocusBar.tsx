import { useId } from 'react';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { evaluationSides } from '../../analysis/results/evaluation-sides';
import type { EvaluationFocus } from '../../state/store/evaluation-slice';
import { domainTitle } from '../common/evaluation-labels';

interface FocusBarProps {
  readonly records: EvaluationRecords;
  readonly focus: EvaluationFocus;
  readonly onChange: (change: Partial<EvaluationFocus>) => void;
}

const all = '';

/** What the panels below look at: detector, domain, class, score threshold. */
export function FocusBar({ records, focus, onChange }: FocusBarProps) {
  const id = useId();
  const record = records.a;
  return (
    <div className="focus-bar">
      {records.b ? (
        <fieldset className="segmented" aria-label="Detector looked at">
          {evaluationSides.map((side) => (
            <button
              key={side}
              type="button"
              aria-pressed={focus.side === side}
              title={records[side]?.title}
              onClick={() => onChange({ side })}
            >
              {side.toUpperCase()}
            </button>
          ))}
        </fieldset>
      ) : null}
      <select
        className="select"
        aria-label="Domain looked at"
        value={focus.domain ?? all}
        onChange={({ target: { value } }) => onChange({ domain: value === all ? null : value })}
      >
        <option value={all}>All domains</option>
        {record.domains.map(({ name }) => (
          <option key={name} value={name}>
            {domainTitle(name)}
          </option>
        ))}
      </select>
      <select
        className="select"
        aria-label="Class looked at"
        value={focus.classIndex ?? all}
        onChange={({ target: { value } }) => onChange({ classIndex: value === all ? null : Number(value) })}
      >
        <option value={all}>All classes</option>
        {record.classes.map((name, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
      <div className="slider">
        <label htmlFor={id}>Score threshold</label>
        <input
          id={id}
          type="range"
          min={record.config.thresholds.boxScoreThresh}
          max={0.99}
          step={0.01}
          value={focus.scoreThresh}
          onChange={(event) => onChange({ scoreThresh: Number(event.target.value) })}
        />
        <output htmlFor={id}>{focus.scoreThresh.toFixed(2)}</output>
      </div>
    </div>
  );
}
