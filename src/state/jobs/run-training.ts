import type { Job, TrainingRequest, TrainingResult } from '../../engine/engine';
import { createTrainingCurve, Curve } from '../../runs/records/curve';
import { firstRows } from '../../runs/records/curve-table';
import { stepTimes } from '../../runs/records/step-rows';
import { newRunId } from '../../runs/records/run-identity';
import type { RunStatus } from '../../runs/records/run-record';
import type { StoredDetector } from '../../runs/library/runs-store';
import { writeUnfinishedTraining, type UnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { engine } from './engine-access';
import { forgetWork, keepWork, openCheckpoint } from '../library/kept-work';
import { provenance } from '../exports/provenance';
import { recordTraining } from '../library/record-runs';
import { reportError, reportFailure, toErrorRecord } from '../store/report-error';
import { readCheckpoint } from '../library/restore-training';
import { anotherTab, claimRun, releaseRun } from '../library/run-locks';
import { RunSpeed } from '../../analysis/run-speed';
import { noteUnreadable } from './source-images';
import { detectorsRestored, freeNames, keepDetectorFile, storedDetectors } from '../library/stored-work';
import { store } from '../store/store';
import { resumeTrainingObstacle, trainingObstacle } from './obstacles';
import { chosenMethod, learnedFor } from './training-method';
import { isUnfinished, requestWith, selectTraining, trainingValidation } from './training-request';
import { noTraining, type LiveTraining } from '../store/training-slice';

/** What a run is from its beginning to its end. */
interface Begun {
  readonly id: string;
  readonly createdAt: string;
  readonly request: UnfinishedTraining['request'];
  readonly provenance: UnfinishedTraining['provenance'];
  readonly curve: Curve;
}

let job: Job<TrainingResult> | null = null;
let preparation: AbortController | null = null;

/** Starts, pauses or goes on. */
export function toggleTraining(): void {
  const { status } = store.getState().training;
  switch (status) {
    case 'running':
      job?.pause();
      return show({ status: 'paused', secondsLeft: null });
    case 'paused':
      job?.resume();
      return show({ status: 'running' });
    case 'preparing':
    case 'storing':
      return;
    case 'empty':
    case 'finished':
    case 'stopped':
    case 'failed':
      void start();
      return;
    default:
      status satisfies never;
  }
}

/** Ends the training; the detector as it is stays, and the run can go on later. Before the first step nothing stays. */
export function stopTraining(): void {
  preparation?.abort();
  job?.stop();
}

/** Asks for a checkpoint now: the page may be closed. */
export function saveTraining(): void {
  job?.save();
}

function show(change: Partial<LiveTraining>): void {
  store.getState().setTraining(change);
}

async function start(): Promise<void> {
  const state = store.getState();
  const obstacle = trainingObstacle(state);
  const method = chosenMethod(state);
  if (obstacle || !method) {
    state.notify({ tone: 'info', message: obstacle ?? 'The model is not loaded yet.', hint: 'Training needs it.' });
    return;
  }
  const before = state.training;
  show({ ...noTraining, status: 'preparing', total: selectTraining(state).steps });
  const controller = new AbortController();
  preparation = controller;
  try {
    await detectorsRestored();
    const learned = await learnedFor(method, state, {
      signal: controller.signal,
      onProgress: (progress) => {
        if (preparation === controller) show({ preparation: progress });
      },
    });
    controller.signal.throwIfAborted();
    const { detectors } = store.getState();
    const id = newRunId();
    const request = requestWith({ ...state, detectors }, learned, id);
    const begun: Begun = {
      id,
      createdAt: new Date().toISOString(),
      request,
      provenance: provenance(state, request.config.seed),
      curve: createTrainingCurve(),
    };
    show({ ...noTraining, ...begun, total: request.config.steps });
    void train(begun, request);
  } catch (error) {
    show(before);
    if (!controller.signal.aborted) reportError(error);
  } finally {
    preparation = null;
  }
}

/** Goes on from the newest checkpoint of the training on the page; what came after it is repeated. */
export async function resumeTraining(): Promise<void> {
  const state = store.getState();
  const { id } = state.training;
  if (!isUnfinished(state) || id === null) return;
  const obstacle = resumeTrainingObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: 'The training cannot go on now.', hint: obstacle });
    return;
  }
  const before = state.training;
  show({ status: 'preparing' });
  const controller = new AbortController();
  preparation = controller;
  if (!(await claimRun(id))) {
    show(before);
    state.notify(anotherTab);
    return;
  }
  try {
    const checkpoint = await readCheckpoint(id);
    controller.signal.throwIfAborted();
    if (checkpoint === null) {
      releaseRun(id);
      show({ ...before, kept: null });
      state.notify({
        tone: 'error',
        message: 'The checkpoint of this training is gone.',
        hint: 'The browser has cleared the storage of this page, or another tab has deleted it. Start the training again.',
      });
      return;
    }
    const { training, weights } = checkpoint;
    const { validation, steps } = training;
    // What came of the run when it was stopped stays beside what comes of it now: records speak of it.
    const taken = new Set((await storedDetectors(training.provenance.modelHash)).map(({ name }) => name));
    controller.signal.throwIfAborted();
    const request = { ...training.request, name: freeNames(training.request.name, taken).next().value };
    const begun: Begun = { ...training, request, curve: Curve.from(training.curves) };
    show({ curve: begun.curve, request, validation, done: steps, latest: null });
    void train(begun, { ...request, start: { kind: 'checkpoint', checkpoint: weights, from: request.start } });
  } catch (error) {
    releaseRun(id);
    show(before);
    if (!controller.signal.aborted) reportError(error);
  } finally {
    preparation = null;
  }
}

/** @param request what the engine is asked for: as begun, or from a checkpoint where the run goes on */
async function train(begun: Begun, request: TrainingRequest): Promise<void> {
  const { curve } = begun;
  const total = request.config.steps;
  const speed = new RunSpeed(20);
  show({ status: 'running', origin: 'live', secondsLeft: null });
  void claimRun(begun.id);
  try {
    const running = engine().train(request, {
      onSteps: (rows) => {
        curve.appendRows(rows);
        for (const { step, seconds } of stepTimes(rows)) speed.add(step, seconds);
        const rate = speed.stepsPerSecond;
        const done = curve.last('step')! + 1;
        const paused = store.getState().training.status === 'paused';
        const secondsLeft = rate === null || paused ? null : (total - done) / rate;
        show({ done, latest: { lossTotal: curve.last('loss_total')! }, secondsLeft });
      },
      validation: trainingValidation(request.config),
      onValidation: (point) => show({ validation: [...store.getState().training.validation, point] }),
      onCheckpoint: (checkpoint, steps) => {
        // The last one would only be forgotten again.
        if (steps < total) void keep(begun, checkpoint, steps);
      },
      checkpointEvery: 'timed',
      onUnreadable: ({ dataSet, reason }) => noteUnreadable(dataSet, request.dataSet?.title ?? dataSet, reason),
    });
    job = running;
    const result = await running.result;
    if (result.steps > 0) await storeResult(begun, result);
    else {
      await engine().removeDetector(result.detector.name);
      show(noTraining);
    }
  } catch (error) {
    const stopped = toErrorRecord(error).code === 'cancelled';
    if (stopped && curve.length === 0) show(noTraining);
    else await endWithoutDetector(begun, stopped ? 'stopped' : 'failed');
    reportFailure(error, whatIsKept());
  } finally {
    job = null;
    releaseRun(begun.id);
  }
}

function whatIsKept(): string {
  const { kept, done } = store.getState().training;
  if (done === 0) return '';
  if (kept === null) return 'It failed before its first checkpoint: only its curves are kept.';
  return `“Go on” repeats what came after the checkpoint of step ${kept.steps}${kept.steps < done ? ` of ${done}` : ''}.`;
}

/** Stores a checkpoint, with the run as it was then. */
async function keep({ curve, ...begun }: Begun, checkpoint: Uint8Array, steps: number): Promise<void> {
  const { validation } = store.getState().training;
  try {
    const place = await keepWork(begun.id, () =>
      writeUnfinishedTraining(
        {
          ...begun,
          curves: firstRows(curve.toTable(), steps),
          validation: validation.filter((at) => at.steps <= steps),
          steps,
        },
        checkpoint,
      ),
    );
    if (store.getState().training.id === begun.id) show({ kept: { steps, place } });
  } catch (error) {
    reportError(error);
  }
}

/** Ends a training that gave no detector; it is recorded, and can go on from its checkpoint. */
async function endWithoutDetector({ curve }: Begun, status: RunStatus): Promise<void> {
  show({ status, secondsLeft: null, done: curve.length });
  await recordTraining(status);
}

/** Stores what a training gave: its detector first, then its record. Only then it has ended for the user, and the checkpoint of a finished one goes. */
async function storeResult({ id, provenance: origin, curve }: Begun, result: TrainingResult): Promise<void> {
  const { detector, file, stopped } = result;
  const status = stopped ? 'stopped' : 'finished';
  const { name } = detector;
  const here = store.getState().model.info?.hash === origin.modelHash;
  show({ status: 'storing', detector: here ? name : null, secondsLeft: null, done: curve.length });
  if (here) store.getState().addDetector(detector);
  const stored = { name, modelHash: origin.modelHash, file };
  const kept = await keepDetectorFile(stored, stopped);
  await recordTraining(status);
  if (!stopped && !kept) await keepInPlaceOfCheckpoint(id, stored);
  show({ status, ...(stopped ? {} : { kept: null }) });
  if (!stopped && kept) void forgetWork(id);
  if (store.getState().detectors.some((known) => known.name === name)) useAtOnce(name);
  else {
    store.getState().notify({
      tone: 'info',
      message: 'The model was changed while a detector was trained.',
      hint: `Load ${origin.modelName} again to use the detector.`,
    });
  }
}

/** Stores a detector where its checkpoint lay: the place that it took may be what was missing. Without success the checkpoint comes back. */
async function keepInPlaceOfCheckpoint(id: string, detector: StoredDetector): Promise<void> {
  let checkpointBytes: Blob | null = null;
  try {
    const checkpoint = await openCheckpoint(id);
    // A file of the browser's is gone once it is removed: its bytes are read first.
    checkpointBytes = checkpoint && new Blob([await checkpoint.arrayBuffer()]);
  } catch {
    // Without a file system there is no checkpoint that takes space.
  }
  await forgetWork(id);
  const copy = checkpointBytes;
  if (!(await keepDetectorFile(detector)) && copy) await keepWork(id, () => copy);
}

/** Puts a detector where it is looked at next: into the right pane, and as the second one of an evaluation. */
function useAtOnce(detector: string): void {
  const { choosePane, setEvaluationChoice, evaluationProgress } = store.getState();
  const choice = { detector, testTimeOffset: null };
  choosePane('right', choice);
  if (!evaluationProgress) setEvaluationChoice({ b: choice });
}
