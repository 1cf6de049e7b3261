import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { meanApTable } from '../../analysis/results/mean-ap-table';
import type { EvaluationFocus } from '../../state/store/evaluation-slice';
import { ClassTable } from './ClassTable';
import { ResultsTable } from './ResultsTable';
import { useDifferenceIntervals } from './use-difference-intervals';
import { useEvaluationRunning } from './use-evaluate';
import type { Answered } from './use-evaluation-answer';

interface AverageTablesProps {
  readonly records: EvaluationRecords;
  /** Null until they are counted. */
  readonly averages: Answered<'averages'> | null;
  readonly focus: Pick<EvaluationFocus, 'metric' | 'domain'>;
  readonly onFocus: (change: Partial<EvaluationFocus>) => void;
}

/** Mean AP of each domain, and AP of each class. */
export function AverageTables({ records, averages, focus, onFocus }: AverageTablesProps) {
  const { metric, domain } = focus;
  // Intervals are of the numbers that are shown.
  const shown = averages?.query.metric ?? metric;
  const running = useEvaluationRunning();
  const intervals = useDifferenceIntervals(records.a, records.b, shown, averages !== null && !running);
  if (averages === null) return <p className="muted small">Counting what was found …</p>;
  const ready = intervals.kind === 'ready' ? intervals.intervals : null;
  return (
    <>
      <ResultsTable
        table={meanApTable(records, shown, averages.answer, ready)}
        metric={shown}
        intervals={intervals}
        focused={domain}
        onFocus={(name) => onFocus({ domain: name })}
      />
      <ClassTable classes={records.a.classes} averages={averages.answer} />
    </>
  );
}
