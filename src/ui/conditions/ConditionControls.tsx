import {
  type ConditionMeasure,
  conditionMeasures,
  type ConditionValue,
  conditionValues,
  divergingColour,
  sequentialColour,
} from '../../analysis/detection/comparison/condition-scores';
import { formatDifference } from '../common/evaluation-labels';
import { conditionValueTexts, measureTexts } from './score-texts';

interface ConditionControlsProps {
  readonly value: ConditionValue;
  readonly measure: ConditionMeasure;
  readonly most: number;
  /** Conditions whose number is not known. */
  readonly unknown: number;
  readonly isRecorded: boolean;
  readonly isReady: boolean;
  /** How far the detection in other scenes is; null where there is none. */
  readonly search: { readonly done: number; readonly total: number } | null;
  readonly onValue: (value: ConditionValue) => void;
  readonly onMeasure: (measure: ConditionMeasure) => void;
  /** Detects in the conditions that are not known. */
  readonly onLook: () => void;
  readonly onCancel: () => void;
}

/** What colours the conditions, with the key of the colours. */
export function ConditionControls(props: ConditionControlsProps) {
  const { value, measure, most, isRecorded, onValue, onMeasure } = props;
  return (
    <div className="condition-controls">
      <fieldset className="segmented" aria-label="Number of each condition">
        {conditionValues.map((name) => (
          <button key={name} type="button" aria-pressed={value === name} onClick={() => onValue(name)}>
            {conditionValueTexts[name]}
          </button>
        ))}
      </fieldset>
      {value === 'pictures' ? null : (
        <>
          <select
            className="select"
            aria-label="What is counted"
            title={measureTexts[measure].title}
            value={measure}
            onChange={(event) => onMeasure(conditionMeasures.find((name) => name === event.target.value)!)}
          >
            {conditionMeasures.map((name) => (
              <option key={name} value={name}>
                {measureTexts[name].label}
              </option>
            ))}
          </select>
          {isRecorded ? (
            <span
              className="badge recorded"
              title="Recorded with the shipped detectors; the score threshold acts on recall. All classes count."
            >
              Recorded
            </span>
          ) : null}
          <ColourKey value={value} most={most} />
          <MissingScores {...props} />
        </>
      )}
    </div>
  );
}

function MissingScores({ measure, unknown, isReady, search, onLook, onCancel }: ConditionControlsProps) {
  if (search)
    return (
      <>
        <span role="status" className="small number">
          Looking, {search.done} of {search.total}
        </span>
        <button type="button" className="button compact" onClick={onCancel}>
          Cancel
        </button>
      </>
    );
  if (unknown === 0 || !isReady) return null;
  if (measure !== 'recall-scene')
    return <span className="muted small">Recorded for the shipped detectors alone; others count in this street.</span>;
  return (
    <button type="button" className="button compact" onClick={onLook}>
      Detect in {unknown} conditions
    </button>
  );
}

interface ColourKeyProps {
  readonly value: Exclude<ConditionValue, 'pictures'>;
  readonly most: number;
}

function ColourKey({ value, most }: ColourKeyProps) {
  const stops =
    value === 'change'
      ? [divergingColour(-most, most), divergingColour(0, most), divergingColour(most, most)]
      : [sequentialColour(0), sequentialColour(1)];
  return (
    <span className="colour-key small number">
      {value === 'change' ? `A better ${formatDifference(-most)}` : '0'}
      <i style={{ background: `linear-gradient(to right, ${stops.join(', ')})` }} aria-hidden="true" />
      {value === 'change' ? `${formatDifference(most)} B better` : '100 %'}
    </span>
  );
}
