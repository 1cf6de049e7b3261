import type { DetectorInfo } from '../../../engine/engine';
import type { EvaluationRecord } from '../../../runs/records/evaluation-record';
import { newRunId } from '../../../runs/records/run-identity';
import { sceneClasses } from '../../../scenes';
import { featureOffset } from '../detect/detect-panes';
import type { PaneChoice } from '../../store/panes/detection-slice';
import { evaluateSides } from './evaluate-sides';
import { askSafely } from '../../evaluation-worker/evaluation-client';
import { imagesDone, imagesPlanned } from './evaluation-buffer';
import { evaluationSides } from '../../../analysis/results/evaluation-sides';
import { detectorNamed } from '../../../method/shipped-detectors';
import { forgetWork, keepWork } from '../../library/kept-work';
import { provenance } from '../../exports/provenance';
import { recordEvaluation } from '../../library/record-runs';
import { reportError } from '../../store/report-error';
import { JobRunner } from '../job';
import { evaluationObstacle, jobObstacle, sourceObstacle } from '../obstacles';
import { ShownProgress } from '../shown-progress';
import { type State, store } from '../../store/store';

/** The evaluation under way. */
const evaluation = new JobRunner();

/** Starts the chosen evaluation, or cancels the one under way; its images are kept. */
export function toggleEvaluation(): void {
  if (store.getState().evaluationProgress) return evaluation.stop();
  const state = store.getState();
  const obstacle = evaluationObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: obstacle, hint: '' });
    return;
  }
  const { a, b } = state.evaluationChoice;
  if (state.evaluationOrigin !== 'recorded') void keepInLibrary(state.evaluations);
  const second = b === null || same(a, b) ? null : freshRecord(state, b);
  state.showEvaluations({ a: freshRecord(state, a), b: second }, 'live');
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
  evaluation.save();
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
  const state = store.getState();
  if (!canResumeEvaluation(state)) return;
  const obstacle = jobObstacle(state);
  if (obstacle) state.notify({ tone: 'info', message: 'The evaluation cannot go on now.', hint: obstacle });
  else {
    store.setState({ evaluationOrigin: 'live' });
    void run();
  }
}

function complete(record: EvaluationRecord): boolean {
  return imagesDone(record) === imagesPlanned(record);
}

function unchanged(state: State, { config, provenance: begun }: EvaluationRecord): boolean {
  const detector = detectorNamed(state.detectors, config.detector);
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
  return detectorNamed(detectors, choice.detector);
}

function thresholdsOf({ config: { boxScoreThresh, boxNmsThresh, detectionsPerImage } }: DetectorInfo) {
  return { boxScoreThresh, boxNmsThresh, detectionsPerImage };
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Evaluates what is missing of A, then of B. */
async function run(): Promise<void> {
  const { evaluations } = store.getState();
  const sides = evaluationSides.flatMap((side) => (evaluations[side] ? [{ side, record: evaluations[side] }] : []));
  const [first] = sides;
  if (!first) return;
  const progress = new ShownProgress(sides.map(({ record }) => record));
  progress.show(first.record.title);
  const close = () => store.getState().setEvaluationProgress(null);
  await evaluation.run({
    runId: first.record.id,
    prepare: async () => undefined,
    start: () =>
      evaluateSides(
        sides.filter(({ record }) => !complete(record)),
        { progress, keep: keepEvaluation },
      ),
    end: () => {
      close();
      return keepEvaluation();
    },
    fail: (error) => {
      reportError(error);
      close();
      return keepEvaluation();
    },
    giveUp: close,
  });
}
