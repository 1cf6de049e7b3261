import { Ruler, Square } from 'lucide-react';
import type { Photometrics } from '../../state/store/photometrics-slice';
import { ConfirmButton } from '../common/ConfirmButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount, formatSeconds } from '../format';
import { dictionaryText, measureLabel, type MeasurePlan } from './dictionary-texts';

export interface DictionaryStatusProps {
  readonly photometrics: Photometrics;
  /** What a measurement would be now. */
  readonly plan: MeasurePlan;
  /** Why none can begin; null where one can. */
  readonly obstacle: string | null;
  readonly onMeasure: () => void;
  readonly onBeginAnew: () => void;
  readonly onCancel: () => void;
}

/** The dictionary of photometric transforms of the loaded model: whether it is there, how to measure it, how far that is. */
export function DictionaryStatus({
  photometrics,
  plan,
  obstacle,
  onMeasure,
  onBeginAnew,
  onCancel,
}: DictionaryStatusProps) {
  const { status, progress, problem, source } = photometrics;
  const measuring = status === 'measuring';
  const offers = !measuring && status !== 'loading' && !(status === 'ready' && source?.key === plan.source.key);
  return (
    <div className="dictionary-status">
      <output className="run-status" aria-label="Photometric transforms">
        {measuring && progress ? (
          <>
            {progress.stage}: {formatCount(progress.done)} of {formatCount(progress.total)}
            {progress.secondsLeft === null ? '' : `, ${formatSeconds(progress.secondsLeft)} left`}
            <ProgressBar label={progress.stage} value={progress.done / progress.total} />
          </>
        ) : (
          dictionaryText(photometrics, plan)
        )}
        {problem === null ? null : (
          <span className="problem">
            {problem.message} {problem.hint}
          </span>
        )}
      </output>
      <div className="button-row">
        {measuring ? (
          <button
            type="button"
            className="button compact"
            title="Cancel; what is measured is kept, and can go on"
            onClick={onCancel}
          >
            <Square />
            Cancel
          </button>
        ) : null}
        {offers ? (
          <button
            type="button"
            className="button compact"
            disabled={obstacle !== null}
            title={obstacle ?? 'Forward only, without any prompt; prompts can be edited meanwhile'}
            onClick={onMeasure}
          >
            <Ruler />
            {measureLabel(plan)}
          </button>
        ) : null}
        {offers && plan.done > 0 ? (
          <ConfirmButton
            label="Begin anew"
            title={obstacle ?? 'Forget what is measured, and begin with the first transform'}
            disabled={obstacle !== null}
            onConfirm={onBeginAnew}
          />
        ) : null}
        {offers && obstacle !== null ? <span className="muted small">{obstacle}</span> : null}
      </div>
    </div>
  );
}
