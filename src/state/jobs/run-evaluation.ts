import type { DetectorInfo } from '../../engine/engine';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { CheckpointClock } from '../../runs/shelf/checkpoint-policy';
import { newRunId } from '../../runs/records/run-identity';
import { sceneClasses } from '../../scenes';
import { featureOffset } from './detect-panes';
import type { PaneChoice } from '../store/detection-slice';
import { engine } from './engine-access';
import { askSafely } from '../evaluation-worker/evaluation-client';
import { EvaluationBuffer, imagesDone, imagesPlanned } from './evaluation-buffer';
import { evaluationSides, type EvaluationSide } from '../../analysis/evaluation-sides';
import { forgetWork, keepWork } from '../library/kept-work';
import { provenance } from '../exports/provenance';
import { recordEvaluation } from '../library/record-runs';
import { reportError, toErrorRecord } from '../store/report-error';
import { anotherTab, claimRun, releaseRun } from '../library/run-locks';
import { RunSpeed } from '../../analysis/run-speed';
import { evaluationObstacle, sourceObstacle } from './obstacles';
import { noteUnreadable } from './source-images';
import { type State, store } from '../store/store';

/** While it runs, results are shown anew after this time. */
const publishMilliseconds = 1500;
/** Behind a fast GPU there are more images a second than anybody reads. */
const progressMilliseconds = 50;

let controller: AbortController | null = null;
/** Shows, and stores, what is done of the evaluation under way. */
let saveNow: (() => void) | null = null;

/** Starts the chosen evaluation, or cancels the one under way; its images are kept. */
export function toggleEvaluation(): void {
  if (store.getState().evaluationProgress) {
    controller?.abort();
    return;
  }
  const state = store.getState();
  const obstacle = evaluationObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: obstacle, hint: '' });
    return;
  }
  const { a, b, source } = state.evaluationChoice;
  const { domain } = state.evaluationFocus;
  void keepInLibrary(state.evaluations);
  state.setEvaluation('a', freshRecord(state, a));
  state.setEvaluation('b', b === null || same(a, b) ? null : freshRecord(state, b));
  state.setEvaluationFocus({ side: 'a', domain: domain !== null && source.domains.includes(domain) ? domain : null });
  void run();
}

/** Whether an evaluation was interrupted, and its detectors are still what they were. */
export function canResumeEvaluation(state: State): boolean {
  if (state.evaluationProgress || !state.model.info) return false;
  const open = evaluationSides.flatMap((side) => state.evaluations[side] ?? []).filter((record) => !complete(record));
  return open.length > 0 && open.every((record) => unchanged(state, record));
}

/** Stores what is done now: the page may be closed. */
export function saveEvaluation(): void {
  saveNow?.();
}

/** An unfinished evaluation that gives way to another one stays in the library. */
async function keepInLibrary({ a, b }: State['evaluations']): Promise<void> {
  if (!a) return;
  for (const record of [a, b]) if (record && !complete(record)) await recordEvaluation(record);
  await forgetWork(a.id);
}

/** Stores the evaluation on the page, as far as it is, or forgets its file where the library has all of it. */
async function keepEvaluation(): Promise<void> {
  const {
    evaluations: { a, b },
    unstoredRuns,
  } = store.getState();
  if (!a) return;
  try {
    const records = b ? [a, b] : [a];
    if (records.every((record) => complete(record) && !unstoredRuns.has(record.id))) await forgetWork(a.id);
    else if (records.some((record) => imagesDone(record) > 0))
      await keepWork(a.id, () => askSafely({ a, b }, 'file', { id: a.id }));
  } catch (error) {
    reportError(error);
  }
}

/** Runs the images that are missing. */
export function resumeEvaluation(): void {
  if (canResumeEvaluation(store.getState())) void run();
}

function complete(record: EvaluationRecord): boolean {
  return imagesDone(record) === imagesPlanned(record);
}

function unchanged(state: State, { config, provenance: begun }: EvaluationRecord): boolean {
  const detector = state.detectors.find(({ name }) => name === config.detector);
  return (
    detector !== undefined &&
    sourceObstacle(state, config.source) === null &&
    begun.modelHash === state.model.info?.hash &&
    same(detector.provenance, config.detectorProvenance) &&
    same(thresholdsOf(detector), config.thresholds)
  );
}

function freshRecord(state: State, choice: PaneChoice): EvaluationRecord | null {
  const detector = detectorOf(state, choice);
  if (!detector) return null;
  const { source } = state.evaluationChoice;
  const values = featureOffset(state, choice);
  const name = state.run.pooled?.targetPrompts[choice.testTimeOffset?.target ?? -1];
  const offset = values && name !== undefined ? { name, values } : null;
  return {
    kind: 'evaluation',
    id: newRunId(),
    title: `${detector.title}${offset ? ` + offset “${offset.name}”` : ''}`,
    createdAt: new Date().toISOString(),
    status: 'stopped',
    // Nothing is drawn: scenes follow from split and index.
    provenance: provenance(state, 0),
    config: {
      detector: detector.name,
      detectorTitle: detector.title,
      detectorProvenance: detector.provenance,
      thresholds: thresholdsOf(detector),
      source,
      featureOffset: offset,
    },
    seconds: 0,
    classes: source.kind === 'builtin' ? sceneClasses : detector.config.classes,
    domains: source.domains.map((domain) => ({ name: domain, images: [] })),
  };
}

function detectorOf({ detectors }: State, choice: PaneChoice): DetectorInfo | undefined {
  return detectors.find(({ name }) => name === choice.detector);
}

function thresholdsOf({ config: { boxScoreThresh, boxNmsThresh, detectionsPerImage } }: DetectorInfo) {
  return { boxScoreThresh, boxNmsThresh, detectionsPerImage };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Evaluates what is missing of A, then of B. */
async function run(): Promise<void> {
  const abort = new AbortController();
  controller = abort;
  const { evaluations } = store.getState();
  const open = evaluationSides.flatMap((side) => (evaluations[side] ? [{ side, record: evaluations[side] }] : []));
  const total = open.reduce((sum, { record }) => sum + imagesPlanned(record), 0);
  const speed = new RunSpeed();
  let done = open.reduce((sum, { record }) => sum + imagesDone(record), 0);
  let reported = -Infinity;
  const report = (detector: string) => {
    reported = performance.now();
    speed.add(done, reported / 1000);
    const rate = speed.stepsPerSecond;
    const secondsLeft = rate === null ? null : (total - done) / rate;
    store.getState().setEvaluationProgress({ done, total, secondsLeft, detector });
  };
  const [first] = open;
  if (!first) return;
  const { id, title } = first.record;
  report(title);
  const claimed = await claimRun(id);
  try {
    if (!claimed) {
      store.getState().notify(anotherTab);
      return;
    }
    for (const { side, record } of open) {
      if (complete(record)) continue;
      report(record.title);
      await evaluateSide(side, record, abort.signal, () => {
        done++;
        if (performance.now() - reported >= progressMilliseconds || done === total) report(record.title);
      });
    }
  } catch (error) {
    reportError(error);
  } finally {
    store.getState().setEvaluationProgress(null);
    controller = null;
    if (claimed) {
      await keepEvaluation();
      releaseRun(id);
    }
  }
}

/** The data set's report lists all. */
const mostShownProblems = 100;

async function evaluateSide(
  side: EvaluationSide,
  record: EvaluationRecord,
  signal: AbortSignal,
  onImage: () => void,
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
  saveNow = () => {
    publish();
    void clock.save(keepEvaluation);
  };
  const end = async (status: EvaluationRecord['status']) => {
    saveNow = null;
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
          onImage();
          if (clock.due) saveEvaluation();
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
