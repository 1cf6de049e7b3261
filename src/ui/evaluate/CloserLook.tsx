import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import type { EvaluationSide } from '../../analysis/results/evaluation-sides';
import { precisionRecallPlots } from '../../analysis/results/precision-recall-plots';
import type { EvaluationFocus } from '../../state/store/evaluation-slice';
import { ConfusionTable } from './ConfusionTable';
import { PrecisionRecallPlots } from './PrecisionRecallPlots';
import { ThresholdSweep } from './ThresholdSweep';
import { useEvaluationAnswer } from './use-evaluation-answer';

interface CloserLookProps {
  readonly records: EvaluationRecords;
  /** Of sweep and confusion. */
  readonly side: EvaluationSide;
  readonly focus: EvaluationFocus;
  readonly onFocus: (change: Partial<EvaluationFocus>) => void;
}

/** Precision and recall of each class, a threshold sweep, and what was taken for what. */
export function CloserLook(props: CloserLookProps) {
  const { title } = props.records[props.side] ?? props.records.a;
  return (
    <div className="closer">
      <div className="stack">
        <h3>Precision and recall</h3>
        <Curves {...props} />
      </div>
      <div className="stack">
        <h3>Threshold sweep, {title}</h3>
        <Sweep {...props} />
      </div>
      <div className="stack wide">
        <h3>Confusion, {title}</h3>
        <Confusion {...props} />
        <p className="muted small">
          Matched without regard to class at IoU above .5, best score first. A number leads to its boxes.
        </p>
      </div>
    </div>
  );
}

function Curves({ records, focus: { domain, classIndex, scoreThresh }, onFocus }: CloserLookProps) {
  const answered = useEvaluationAnswer('curves', { domain, classIndex, scoreThresh }, records);
  if (answered === null) return null;
  const { classes } = records.a;
  return (
    <PrecisionRecallPlots
      plots={precisionRecallPlots(answered.answer, classes, answered.query.classIndex)}
      compared={records.b !== null}
      focused={classIndex === null ? null : classes[classIndex]!}
      onFocus={(name) => onFocus({ classIndex: name === null ? null : classes.indexOf(name) })}
    />
  );
}

function Sweep({ records, side, focus: { domain, classIndex, scoreThresh }, onFocus }: CloserLookProps) {
  const answered = useEvaluationAnswer('sweep', { side, domain, classIndex, scoreThresh }, records);
  if (answered === null) return null;
  return <ThresholdSweep sweep={answered.answer} onThreshold={(thresh) => onFocus({ scoreThresh: thresh })} />;
}

function Confusion({ records, side, focus: { domain, scoreThresh }, onFocus }: CloserLookProps) {
  const answered = useEvaluationAnswer('confusion', { side, domain, scoreThresh }, records);
  if (answered === null) return null;
  return <ConfusionTable matrix={answered.answer} classes={records.a.classes} onBoxes={onFocus} />;
}
