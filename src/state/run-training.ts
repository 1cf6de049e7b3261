import type { Learned } from '../augmentation/methods/method';
import type { FreshStart, Job, TrainingRequest, TrainingResult } from '../engine/engine';
import { appendTrainingSteps, createTrainingCurve, Curve } from '../runs/curve';
import { engine } from './engine-access';
import { isActive } from './optimisation-slice';
import { provenance } from './provenance';
import { reportError } from './report-error';
import { RunSpeed } from './run-speed';
import { checkpointWeights, forgetTraining, keepDetector, keepTraining } from './stored-work';
import { type State, store } from './store';
import { learnedFor, learnsAtStart, methodObstacle } from './training-method';
import { trainingConfig, trainingPresets, type TrainingParameters } from './training-parameters';
import { noTraining, type LiveTraining } from './training-slice';

/** Steps after which a run that was stopped, or a page that was closed, can go on. */
const checkpointEvery = 40;
/** Often enough to see overfitting, seldom enough to cost a twentieth of the time. */
const validationsPerRun = 6;
const validationImages = 40;

let job: Job<TrainingResult> | null = null;

export function selectTraining(state: State): TrainingParameters {
  return { ...trainingPresets[state.trainingPreset].defaults, ...state.changedTraining };
}

/** What training continues from: the shipped baseline where the preset says so and the model has one, else CLIP itself. */
export function trainingStart({ trainingPreset, model }: State): FreshStart {
  const shipped = model.info?.detectors ?? [];
  const baseline = shipped.find(({ name }) => /baseline|plain/iu.test(name)) ?? shipped[0];
  return trainingPresets[trainingPreset].from === 'detector' && baseline
    ? { kind: 'detector', name: baseline.name }
    : { kind: 'clip' };
}

/** Why no training can start; null where one can. */
export function trainingObstacle(state: State): string | null {
  if (!state.model.info) return 'The model is not loaded yet.';
  if (isActive(state.run.status)) return 'Offsets are still being optimised. Wait for the run, or stop it.';
  if (state.evaluationProgress) return 'A detector is being evaluated. Wait for it, or cancel it.';
  return methodObstacle(state);
}

/** What would be trained now; null while that cannot be said, as where something is learned when training starts. */
export function trainingRequest(state: State): TrainingRequest | null {
  const { trainingMethod, trainingPreset, fineTuning, model } = state;
  const method = model.info?.methods.find(({ name }) => name === trainingMethod);
  if (!method || methodObstacle(state) !== null || learnsAtStart(method)) return null;
  return requestWith(
    state,
    method.learns === null ? null : learnedFromRun(state),
    method.title,
    trainingPreset,
    fineTuning,
  );
}

function learnedFromRun({ run }: State): Learned | null {
  return run.offsets === null ? null : { kind: 'offsets', offsets: run.offsets };
}

function requestWith(
  state: State,
  learned: Learned | null,
  methodTitle: string,
  preset: State['trainingPreset'],
  fineTuning: State['fineTuning'],
): TrainingRequest {
  const parameters = selectTraining(state);
  const { scenes, seed } = parameters;
  return {
    name: freeName(`${state.trainingMethod}-${preset}-${seed}`, state),
    title: `${methodTitle}, ${trainingPresets[preset].label.toLowerCase()}, seed ${seed}`,
    start: trainingStart(state),
    config: trainingConfig(parameters, fineTuning, state.trainingMethod),
    scenes,
    learned,
  };
}

/** Detectors stay side by side, so that they can be compared: a name that is taken gets a number. */
function freeName(wanted: string, { detectors }: State): string {
  const taken = new Set(detectors.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}

/** Starts, pauses or goes on. */
export function toggleTraining(): void {
  const { status } = store.getState().training;
  switch (status) {
    case 'running':
      job?.pause();
      return show({ status: 'paused' });
    case 'paused':
      job?.resume();
      return show({ status: 'running' });
    case 'preparing':
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

/** Ends the training; the detector as it is stays. */
export function stopTraining(): void {
  job?.stop();
}

function show(change: Partial<LiveTraining>): void {
  store.getState().setTraining(change);
}

async function start(): Promise<void> {
  const state = store.getState();
  const obstacle = trainingObstacle(state);
  const method = state.model.info?.methods.find(({ name }) => name === state.trainingMethod);
  if (obstacle || !method) {
    state.notify({ tone: 'info', message: obstacle ?? 'The model is not loaded yet.', hint: 'Training needs it.' });
    return;
  }
  show({ ...noTraining, status: 'preparing', total: selectTraining(state).steps });
  try {
    const learned = await learnedFor(method, state);
    const request = requestWith(state, learned, method.title, state.trainingPreset, state.fineTuning);
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
  } catch (error) {
    show({ status: 'failed' });
    reportError(error);
  }
}

/** Whether the run on the page was interrupted, and could go on with what it began with. */
export function canResumeTraining(state: State): boolean {
  const { status, keptSteps, request, provenance: begun } = state.training;
  if (status !== 'stopped' && status !== 'failed') return false;
  if (keptSteps === null || !request || !begun || isActive(state.run.status)) return false;
  return begun.modelHash === state.model.info?.hash && keptSteps < request.config.steps;
}

/** Goes on from the last checkpoint; the few steps after it are repeated. */
export async function resumeTraining(): Promise<void> {
  const state = store.getState();
  const { keptSteps, curve, request, validation } = state.training;
  if (!canResumeTraining(state) || keptSteps === null || !curve || !request) return;
  const weights = await checkpointWeights(checkpointName(request.name, keptSteps));
  if (weights === null) {
    show({ keptSteps: null });
    state.notify({
      tone: 'error',
      message: 'The checkpoint of this training is gone.',
      hint: 'The browser may have cleared the storage of this page. Start the training again.',
    });
    return;
  }
  const { columns, values } = curve.toTable();
  const kept = Curve.from({ columns, values: values.map((column) => column.slice(0, keptSteps)) });
  const { start: from } = request;
  await train(
    {
      ...state.training,
      done: keptSteps,
      latest: null,
      curve: kept,
      validation: validation.filter(({ steps }) => steps <= keptSteps),
      detector: null,
    },
    {
      ...request,
      start: { kind: 'checkpoint', checkpoint: weights, from: from.kind === 'checkpoint' ? from.from : from },
    },
  );
}

function checkpointName(run: string, steps: number): string {
  return `${run}-${steps}.safetensors`;
}

/** @param run what the page shows of it @param request what the engine is asked for: from a checkpoint where the run goes on */
async function train(run: LiveTraining, request: TrainingRequest): Promise<void> {
  show({ ...run, status: 'running', origin: 'live', secondsLeft: null });
  const speed = new RunSpeed(20);
  const { curve, request: begun, provenance: origin, total } = run;
  let steps = run.keptSteps ?? 0;
  try {
    job = engine().train(request, {
      onSteps: (batch) => {
        if (curve) appendTrainingSteps(curve, batch);
        for (const { step, seconds } of batch) speed.add(step, seconds);
        const last = batch.at(-1);
        if (!last) return;
        const rate = speed.stepsPerSecond;
        const done = last.step + 1;
        show({ done, latest: last, secondsLeft: rate === null ? null : (total - done) / rate });
      },
      validation: { every: Math.max(1, Math.ceil(total / validationsPerRun)), images: validationImages },
      onValidation: (point) => show({ validation: [...store.getState().training.validation, point] }),
      onCheckpoint: (weights) => {
        steps += checkpointEvery;
        if (!curve || !begun || !origin || begun.start.kind === 'checkpoint') return;
        const { columns, values } = curve.toTable();
        const curves = { columns, values: values.map((column) => column.slice(0, steps)) };
        const checkpoint = checkpointName(begun.name, steps);
        const { validation } = store.getState().training;
        const kept = steps;
        void keepTraining(
          { request: { ...begun, start: begun.start }, provenance: origin, curves, validation, checkpoint, steps },
          weights,
        ).then(() => show({ keptSteps: kept }));
      },
      checkpointEvery,
    });
    const { detector, stopped } = await job.result;
    store.getState().addDetector(detector);
    store.getState().choosePane('right', { detector: detector.name, testTimeOffset: null });
    show({ status: stopped ? 'stopped' : 'finished', detector: detector.name, secondsLeft: null });
    if (!stopped) void forgetTraining().then(() => show({ keptSteps: null }));
    void keepDetector(detector.name);
  } catch (error) {
    show({ status: 'failed', secondsLeft: null });
    reportError(error);
  } finally {
    job = null;
  }
}
