import type { FreshStart, Job, TrainingRequest, TrainingResult } from '../engine/engine';
import { trainingParameterDefaults, trainingConfig, type TrainingParameters } from './training-parameters';
import { appendTrainingSteps, createTrainingCurve, Curve } from '../runs/curve';
import { engine } from './engine-access';
import { noTraining, type LiveTraining } from './training-slice';
import { isActive } from './optimisation-slice';
import { provenance } from './provenance';
import { reportError } from './report-error';
import { RunSpeed } from './run-speed';
import { keepDetector } from './stored-work';
import { type State, store } from './store';

/** The name under which the user's own detector is registered. */
export const adaptedName = 'adapted';
/** Steps after which a stopped run can go on. */
const checkpointEvery = 40;

let job: Job<TrainingResult> | null = null;

export function selectTraining(state: State): TrainingParameters {
  return { ...trainingParameterDefaults, ...state.changedTraining };
}

/** What training continues from: the shipped baseline, or CLIP itself where a model brings no detector. */
export function trainingStart(state: State): FreshStart {
  const shipped = state.detectors.filter(({ name }) => name !== adaptedName);
  const baseline = shipped.find(({ name }) => /baseline|plain/iu.test(name)) ?? shipped[0];
  return baseline ? { kind: 'detector', name: baseline.name } : { kind: 'clip' };
}

/** Why no training can start; null where one can. */
export function trainingObstacle(state: State): string | null {
  if (!state.model.info) return 'The model is not loaded yet.';
  if (isActive(state.run.status)) return 'Offsets are still being optimised. Wait for the run, or stop it.';
  if (!usableOffsets(state)) return 'Optimise the offsets first.';
  return null;
}

/** The offsets of the last run, where they belong to the loaded model. */
export function usableOffsets({ run, model }: State) {
  return run.offsets && run.provenance?.modelHash === model.info?.hash ? run.offsets : null;
}

export function trainingRequest(state: State): TrainingRequest | null {
  const parameters = selectTraining(state);
  const offsets = usableOffsets(state);
  if (!offsets) return null;
  return {
    name: adaptedName,
    title: `Adapted to ${offsets.targetPrompts.length} prompts`,
    start: trainingStart(state),
    config: trainingConfig(parameters, state.fineTuning),
    scenes: parameters.scenes,
    learned: { kind: 'offsets', offsets },
  };
}

export function toggleTraining(): void {
  if (isActive(store.getState().training.status)) job?.stop();
  else void start();
}

function show(change: Partial<LiveTraining>): void {
  store.getState().setTraining(change);
}

async function start(): Promise<void> {
  const state = store.getState();
  const obstacle = trainingObstacle(state);
  const request = trainingRequest(state);
  if (obstacle || !request) {
    state.notify({
      tone: 'info',
      message: obstacle ?? 'Optimise the offsets first.',
      hint: 'Training adds them to the features of the source images.',
    });
    return;
  }
  await train(
    {
      ...noTraining,
      total: request.config.steps,
      curve: createTrainingCurve(),
      request,
      provenance: provenance(state, request.config.seed),
    },
    request,
  );
}

/** Whether the run on the page was stopped, and would go on with what it began with. */
export function canResumeTraining(state: State): boolean {
  const { status, checkpoint, request, provenance: begun } = state.training;
  if (status !== 'stopped' || !checkpoint || !request || trainingObstacle(state)) return false;
  const next = trainingRequest(state);
  return (
    next !== null &&
    next.learned?.offsets === request.learned?.offsets &&
    same([next.start, next.config, next.scenes], [request.start, request.config, request.scenes]) &&
    same(provenance(state, next.config.seed), begun)
  );
}

/** Goes on from the last checkpoint; the few steps after it are repeated. */
export function resumeTraining(): void {
  const state = store.getState();
  const { checkpoint, curve, request } = state.training;
  if (!canResumeTraining(state) || !checkpoint || !curve || !request) return;
  const { columns, values } = curve.toTable();
  const kept = Curve.from({ columns, values: values.map((column) => column.slice(0, checkpoint.steps)) });
  void train(
    { ...state.training, done: checkpoint.steps, latest: null, curve: kept, detector: null },
    { ...request, start: { kind: 'checkpoint', checkpoint: checkpoint.bytes, from: trainingStart(state) } },
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

async function train(run: LiveTraining, request: TrainingRequest): Promise<void> {
  show({ ...run, status: 'running', secondsLeft: null });
  const speed = new RunSpeed();
  let saved = run.checkpoint?.steps ?? 0;
  try {
    job = engine().train(request, {
      onSteps: (steps) => {
        if (run.curve) appendTrainingSteps(run.curve, steps);
        for (const { step, seconds } of steps) speed.add(step, seconds);
        const last = steps.at(-1);
        if (!last) return;
        const rate = speed.stepsPerSecond;
        const done = last.step + 1;
        show({ done, latest: last, secondsLeft: rate === null ? null : (run.total - done) / rate });
      },
      onCheckpoint: (bytes) => {
        saved += checkpointEvery;
        show({ checkpoint: { bytes, steps: saved } });
      },
      checkpointEvery,
    });
    const { detector, stopped } = await job.result;
    store.getState().addDetector(detector);
    store.getState().choosePane('right', { detector: detector.name, testTimeOffset: null });
    show({
      status: stopped ? 'stopped' : 'finished',
      detector: detector.name,
      secondsLeft: null,
      ...(stopped ? {} : { checkpoint: null }),
    });
    void keepDetector(detector.name);
  } catch (error) {
    show({ status: 'failed', secondsLeft: null });
    reportError(error);
  } finally {
    job = null;
  }
}
