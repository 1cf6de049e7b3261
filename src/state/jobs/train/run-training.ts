import type { Job, TrainingRequest, TrainingResult } from '../../../engine/engine';
import { RunSpeed } from '../../../analysis/runs/run-speed';
import { createTrainingCurve, Curve } from '../../../runs/records/curve';
import { newRunId } from '../../../runs/records/run-identity';
import { stepTimes } from '../../../runs/records/step-rows';
import { provenance } from '../../exports/provenance';
import { checkpointGone } from '../../library/kept-work';
import { readCheckpoint } from '../../library/restore-training';
import { detectorsRestored, freeNames, storedDetectors } from '../../library/stored-work';
import { reportFailure, toErrorRecord } from '../../store/report-error';
import { store } from '../../store/store';
import { noTraining, watchedBy, type LiveTraining } from '../../store/training-slice';
import { engine } from '../engine-access';
import { type JobDescription, JobRunner, whatIsKept } from '../job';
import { type BegunTraining, endWithoutDetector, keepTrainingCheckpoint, storeTrainingResult } from './keep-training';
import { resumeTrainingObstacle, trainingObstacle } from '../obstacles';
import { noteUnreadable } from '../source-images';
import { chosenMethod, learnedFor } from './training-method';
import { isUnfinished, requestWith, selectTraining, trainingValidation } from './training-request';

/** The training under way. */
const trainings = new JobRunner();

/** Starts, pauses or goes on. */
export function toggleTraining(): void {
  trainings.toggle(store.getState().training.status, show, () => void start());
}

/** Ends the training; the detector as it is stays, and the run can go on later. Before the first step nothing stays. */
export function stopTraining(): void {
  trainings.stop();
}

/** Asks for a checkpoint now: the page may be closed. */
export function saveTraining(): void {
  trainings.save();
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
  const id = newRunId();
  const createdAt = new Date().toISOString();
  show({ ...noTraining, status: 'preparing', id, createdAt, total: selectTraining(state).steps });
  await trainings.run({
    ...lifeOfTraining,
    runId: id,
    prepare: async (signal): Promise<Prepared> => {
      await detectorsRestored();
      const learned = await learnedFor(method, state, {
        signal,
        onProgress: (preparation) => {
          if (!signal.aborted) show({ preparation });
        },
      });
      const request = requestWith({ ...state, detectors: store.getState().detectors }, learned, id);
      const origin = provenance(state, request.config.seed);
      const begun: BegunTraining = { id, createdAt, request, provenance: origin, curve: createTrainingCurve() };
      return { begun, request, shown: { ...noTraining, ...begun, ...aboutRequest(request) } };
    },
    giveUp: () => show(before),
  });
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
  let { training: before } = state;
  show({ status: 'preparing' });
  await trainings.run({
    ...lifeOfTraining,
    runId: id,
    prepare: async (signal): Promise<Prepared> => {
      const checkpoint = await readCheckpoint(id);
      if (checkpoint === null) {
        before = { ...before, kept: null };
        throw checkpointGone();
      }
      signal.throwIfAborted();
      const { training, weights } = checkpoint;
      const { validation, steps } = training;
      // What came of the run when it was stopped stays beside what comes of it now: records speak of it.
      const taken = new Set((await storedDetectors(training.provenance.modelHash)).map(({ name }) => name));
      const request = { ...training.request, name: freeNames(training.request.name, taken).next().value };
      const begun: BegunTraining = { ...training, request, curve: Curve.from(training.curves) };
      return {
        begun,
        request: { ...request, start: { kind: 'checkpoint', checkpoint: weights, from: request.start } },
        shown: { curve: begun.curve, request, validation, done: steps, latest: null },
      };
    },
    giveUp: () => show(before),
  });
}

function aboutRequest(request: TrainingRequest): Pick<LiveTraining, 'title' | 'config' | 'watched' | 'total'> {
  const { title, config } = request;
  return { title, config, watched: watchedBy(request), total: config.steps };
}

/** What the engine needs for the first step. */
interface Prepared {
  readonly begun: BegunTraining;
  /** What the engine is asked for: as begun, or from a checkpoint where the run goes on. */
  readonly request: TrainingRequest;
  /** What the page shows as it begins. */
  readonly shown: Partial<LiveTraining>;
}

/** What every training does once it is prepared. */
const lifeOfTraining: Pick<JobDescription<Prepared, TrainingResult>, 'start' | 'end' | 'fail'> = {
  start: ({ begun, request, shown }) => {
    show({ ...shown, status: 'running', origin: 'live', secondsLeft: null });
    return launch(begun, request);
  },
  end: async (result, { begun }) => {
    if (result.steps > 0) return storeTrainingResult(begun, result);
    await engine().removeDetector(result.detector.name);
    show(noTraining);
  },
  fail: async (error, { begun }) => {
    const stopped = toErrorRecord(error).code === 'cancelled';
    if (stopped && begun.curve.length === 0) show(noTraining);
    else await endWithoutDetector(begun, stopped ? 'stopped' : 'failed');
    const { done, kept } = store.getState().training;
    reportFailure(error, whatIsKept('step', done, kept?.steps ?? null));
  },
};

function launch(begun: BegunTraining, request: TrainingRequest): Job<TrainingResult> {
  const { curve } = begun;
  const total = request.config.steps;
  const speed = new RunSpeed(20);
  return engine().train(request, {
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
      if (steps < total) void keepTrainingCheckpoint(begun, checkpoint, steps);
    },
    checkpointEvery: 'timed',
    onUnreadable: ({ dataSet, reason }) => noteUnreadable(dataSet, request.dataSet?.title ?? dataSet, reason),
  });
}
