import type { OptimisationConfig, OptimisationStep } from '../augmentation/optimisation-config';
import type { RgbImage } from '../geometry/rgb-image';
import type { Job, OptimisationResult } from '../engine/engine';
import { appendOptimisationSteps, createOptimisationCurve, type Curve } from '../runs/curve';
import { newRunId } from '../runs/run-identity';
import { poolOffsets } from '../runs/offsets-record';
import { dataObstacle } from './data-choices';
import { engine } from './engine-access';
import { draftProblem } from './field-drafts-slice';
import { emptyRun, isActive } from './optimisation-slice';
import { selectParameters } from './parameters-slice';
import { promptProblem } from './prompt-problems';
import { provenance } from './provenance';
import { recordOptimisation } from './record-runs';
import { reportError } from './report-error';
import { setShownRun } from './run-library';
import { RunSpeed } from './run-speed';
import { builtinNames, sourceImages } from './source-images';
import { type State, store } from './store';

let job: Job<OptimisationResult> | null = null;

/** What a run would do with the prompts and parameters as they stand. */
export function optimisationConfig(state: State): OptimisationConfig {
  const { sourceImages: _, ...parameters } = selectParameters(state);
  return {
    method: 'additive',
    ...parameters,
    sourcePrompt: state.sourcePrompt,
    targetPrompts: state.targets.map(({ text }) => text),
  };
}

/** Why no run can start; null where one can. */
export function runObstacle(state: State): string | null {
  if (!state.model.info) return 'The model is not loaded yet.';
  if (isActive(state.training.status)) return 'A detector is being trained. Stop it first.';
  if (state.explainWork?.kind === 'shifts') return 'True shifts are being measured. Wait for it, or cancel it.';
  const fieldProblem = draftProblem(state, 'optimise', selectParameters(state));
  if (fieldProblem) return fieldProblem;
  const dataProblem = dataObstacle(state, state.optimisationData);
  if (dataProblem) return dataProblem;
  if (promptProblem(state.sourcePrompt)) return 'The source prompt needs your attention.';
  if (state.targets.length === 0) return 'Add at least one target prompt.';
  if (state.targets.some(({ text }) => promptProblem(text))) return 'A target prompt needs your attention.';
  return null;
}

/** Run, pause or resume, whatever comes next. */
export function toggleRun(): void {
  const { run, setRun } = store.getState();
  if (run.status === 'running') {
    job?.pause();
    setRun({ status: 'paused', secondsLeft: null });
  } else if (run.status === 'paused') {
    job?.resume();
    setRun({ status: 'running' });
  } else if (run.status !== 'preparing') void start({ single: false });
}

/** One iteration, then a pause. */
export function stepRun(): void {
  const { run, setRun } = store.getState();
  if (run.status === 'running' || run.status === 'paused') {
    job?.step();
    setRun({ status: 'paused', secondsLeft: null });
  } else if (run.status !== 'preparing') void start({ single: true });
}

/** Ends the run and keeps what was reached. */
export function stopRun(): void {
  job?.stop();
}

/** Clears the page of the run; prompts and parameters stay, and so does what the library has recorded. */
export function resetRun(): void {
  const running = job;
  job = null;
  running?.stop();
  store.getState().replaceRun(emptyRun);
  void setShownRun(null);
}

async function start({ single }: { readonly single: boolean }): Promise<void> {
  const state = store.getState();
  const obstacle = runObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: obstacle, hint: 'The run starts as soon as this is settled.' });
    return;
  }
  const config = optimisationConfig(state);
  const { sourceImages: imageCount } = selectParameters(state);
  const curve = createOptimisationCurve(config.targetPrompts.length);
  // Whoever learns offsets wants to train with them.
  state.setTrainingOffsets(null);
  state.replaceRun({
    ...emptyRun,
    status: 'preparing',
    id: newRunId(),
    createdAt: new Date().toISOString(),
    config,
    curve,
    provenance: provenance(state, config.seed),
    images: state.optimisationData ? [] : builtinNames(imageCount),
  });
  try {
    const { images, names } = await sourceImages(imageCount, state.optimisationData);
    // A reset during the preparation wins.
    if (store.getState().run.config !== config) return;
    store.getState().setRun({ images: names });
    const started = launch(config, images, curve);
    job = started;
    if (single) started.step();
    store.getState().setRun({ status: single ? 'paused' : 'running' });
    const result = await started.result;
    if (job !== started) return;
    store.getState().setRun({
      status: result.stopped ? 'stopped' : 'finished',
      offsets: result.offsets,
      pooled: poolOffsets(result.offsets),
      done: result.iterations,
      secondsLeft: null,
    });
    void recordOptimisation();
  } catch (error) {
    if (store.getState().run.config !== config) return;
    store.getState().setRun({ status: 'failed', secondsLeft: null });
    reportError(error);
    void recordOptimisation();
  }
}

function launch(config: OptimisationConfig, images: readonly RgbImage[], curve: Curve): Job<OptimisationResult> {
  const speed = new RunSpeed();
  const current = () => store.getState().run.config === config;
  return engine().optimise(config, images, {
    onSteps: (steps) => {
      if (!current()) return;
      appendOptimisationSteps(curve, steps);
      for (const { step, seconds } of steps) speed.add(step, seconds);
      const last = steps.at(-1);
      if (last) showProgress(last, speed, config.iterations);
    },
    onOffsets: (offsets) => {
      if (current()) store.getState().setRun({ offsets, pooled: poolOffsets(offsets) });
    },
  });
}

function showProgress(last: OptimisationStep, speed: RunSpeed, iterations: number): void {
  const { setRun } = store.getState();
  const rate = speed.stepsPerSecond;
  const done = last.step + 1;
  setRun({
    done,
    seconds: last.seconds,
    iterationsPerSecond: rate,
    secondsLeft: rate === null ? null : (iterations - done) / rate,
    latest: { total: last.lossTotal, cosine: last.lossCosine, l1: last.lossL1 },
  });
}
