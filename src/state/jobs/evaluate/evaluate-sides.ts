import type { EvaluationSide } from '../../../analysis/results/evaluation-sides';
import type { EvaluationRecord } from '../../../runs/records/evaluation-record';
import { CheckpointClock } from '../../../runs/shelf/checkpoint-policy';
import { recordEvaluation } from '../../library/record-runs';
import { toErrorRecord } from '../../store/report-error';
import { store } from '../../store/store';
import { engine } from '../engine-access';
import { EvaluationBuffer } from './evaluation-buffer';
import { cancellableWork, type Work } from '../job';
import type { ShownProgress } from '../shown-progress';
import { noteUnreadable } from '../source-images';

/** While it runs, results are shown anew after this time. */
const publishMilliseconds = 1500;
/** The data set's report lists all. */
const mostShownProblems = 100;

interface Side {
  readonly side: EvaluationSide;
  readonly record: EvaluationRecord;
}

interface Following {
  readonly progress: ShownProgress;
  /** Stores what the page shows of the evaluation. */
  readonly keep: () => Promise<void>;
}

/** Evaluates the images that the records lack, one record after the other. */
export function evaluateSides(sides: readonly Side[], following: Following): Work<void> {
  const saving: { save: () => void } = { save: () => undefined };
  const work = cancellableWork(async (signal) => {
    for (const side of sides) {
      following.progress.show(side.record.title);
      await evaluateSide(side, following, signal, saving);
    }
  });
  return { ...work, save: () => saving.save() };
}

/** @param saving gets the way to save what is done of this side, while it runs */
async function evaluateSide(
  { side, record }: Side,
  { progress, keep }: Following,
  signal: AbortSignal,
  saving: { save: () => void },
): Promise<void> {
  const { setEvaluation } = store.getState();
  const { detector, source, featureOffset: offset } = record.config;
  const buffer = new EvaluationBuffer(record);
  const begun = performance.now();
  const clock = new CheckpointClock();
  let published = begun;
  let problems = 0;
  const publish = () => {
    setEvaluation(side, buffer.record('stopped'));
    published = performance.now();
  };
  const save = () => {
    publish();
    void clock.save(keep);
  };
  saving.save = save;
  const end = async (status: EvaluationRecord['status']) => {
    saving.save = () => undefined;
    const seconds = record.seconds === null ? null : record.seconds + (performance.now() - begun) / 1000;
    const ended = { ...buffer.record(status), seconds };
    setEvaluation(side, ended);
    await recordEvaluation(ended);
  };
  try {
    await engine().evaluate(
      {
        detector,
        source,
        from: record.domains.map(({ images }) => images.length),
        featureOffset: offset?.values ?? null,
      },
      {
        signal,
        onUnreadable: ({ dataSet, reason }) =>
          noteUnreadable(dataSet, source.kind === 'data-set' ? source.title : dataSet, reason),
        onProblem: ({ dataSet, file, reason }) => {
          if (++problems <= mostShownProblems) store.getState().addDataProblem(dataSet, `${file}: ${reason}`);
        },
        onImage: (image) => {
          buffer.add(image);
          clock.step();
          progress.add(record.title);
          if (clock.due) save();
          else if (performance.now() - published >= publishMilliseconds) publish();
        },
      },
    );
    await end('finished');
  } catch (error) {
    await end(toErrorRecord(error).code === 'cancelled' ? 'stopped' : 'failed');
    throw error;
  }
}
