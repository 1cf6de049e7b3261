import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import type { RgbImage } from '../../geometry/rgb-image';
import type { Job, OptimisationResult, OptimisationState } from '../../engine/engine';
import { createOptimisationCurve, Curve } from '../../runs/records/curve';
import { firstRows } from '../../runs/records/curve-table';
import { stepTimes } from '../../runs/records/step-rows';
import { newRunId } from '../../runs/records/run-identity';
import { poolOffsets } from '../../runs/records/offsets-record';
import {
  readUnfinishedOptimisation,
  writeUnfinishedOptimisation,
  type UnfinishedOptimisation,
} from '../../runs/unfinished/unfinished-optimisation';
import { engine } from './engine-access';
import { forgetWork, keepWork, openCheckpoint } from '../library/kept-work';
import { emptyRun, isActive, isInterrupted, type OptimisationRun } from '../store/optimisation-slice';
import { selectParameters } from '../store/parameters-slice';
import { provenance } from '../exports/provenance';
import { recordOptimisation } from '../library/record-runs';
import { reportError, reportFailure } from '../store/report-error';
import { setShownRun } from '../library/kept-runs';
import { anotherTab, claimRun, releaseRun } from '../library/run-locks';
import { RunSpeed } from '../../analysis/run-speed';
import { resumeRunObstacle, runObstacle } from './obstacles';
import { builtinNames, sourceImages } from './source-images';
import { type State, store } from '../store/store';

let job: Job<OptimisationResult> | null = null;
/** Of the run that is being prepared, with what the page showed before. */
let preparation: { readonly abort: AbortController; readonly before: OptimisationRun } | null = null;

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

/** Ends the run and keeps what was reached. Before the first iteration nothing was: the page is then as before the run. */
export function stopRun(): void {
  const { run, replaceRun } = store.getState();
  if (run.status === 'preparing' && preparation) {
    preparation.abort.abort();
    replaceRun(preparation.before);
  } else job?.stop();
}

/** Asks for a checkpoint now: the page may be closed. */
export function saveRun(): void {
  job?.save();
}

/** Clears the page of the run; prompts and parameters stay, and so does what the library has recorded. */
export function resetRun(): void {
  const running = job;
  job = null;
  running?.stop();
  preparation?.abort.abort();
  const { run: before, replaceRun } = store.getState();
  replaceRun(emptyRun);
  if (before.id !== null && (before.kept !== null || isActive(before.status))) void forgetWork(before.id);
  void setShownRun(null);
}

/** What a run is from its beginning to its end. */
interface Begun extends Omit<UnfinishedOptimisation, 'curves' | 'state'> {
  readonly curve: Curve;
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
  const begun: Begun = {
    id: newRunId(),
    createdAt: new Date().toISOString(),
    config,
    source: { images: imageCount, dataSet: state.optimisationData },
    images: state.optimisationData ? [] : builtinNames(imageCount),
    provenance: provenance(state, config.seed),
    curve: createOptimisationCurve(config.targetPrompts.length),
  };
  const { id, createdAt, curve, images, provenance: origin } = begun;
  const signal = prepare(state.run, id);
  state.replaceRun({ ...emptyRun, status: 'preparing', id, createdAt, config, curve, images, provenance: origin });
  await runFrom(begun, { signal, resumeFrom: null, single });
}

/** Notes what the page shows before a run. @returns what is aborted, and the run left, where the user stops before the first iteration */
function prepare(before: OptimisationRun, id: string): AbortSignal {
  const abort = new AbortController();
  abort.signal.addEventListener('abort', () => releaseRun(id));
  preparation = { abort, before };
  return abort.signal;
}

/** Goes on from the newest checkpoint of the run on the page; what came after it is repeated. */
export async function resumeRun(): Promise<void> {
  const state = store.getState();
  const { run: before } = state;
  if (!isInterrupted(before) || before.id === null) return;
  const obstacle = resumeRunObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: 'The run cannot go on now.', hint: obstacle });
    return;
  }
  const signal = prepare(before, before.id);
  state.setRun({ status: 'preparing' });
  const claimed = await claimRun(before.id);
  if (signal.aborted) {
    if (claimed) releaseRun(before.id);
    return;
  }
  if (!claimed) {
    state.setRun({ status: before.status });
    state.notify(anotherTab);
    return;
  }
  try {
    const file = await openCheckpoint(before.id);
    signal.throwIfAborted();
    if (file === null) {
      state.setRun({ status: before.status, kept: null });
      state.notify({
        tone: 'error',
        message: 'The checkpoint of this run is gone.',
        hint: 'The browser has cleared the storage of this page, or another tab has deleted it. Run it again.',
      });
      return;
    }
    const { curves, state: resumeFrom, ...rest } = await readUnfinishedOptimisation(file);
    signal.throwIfAborted();
    const curve = Curve.from(curves);
    state.setRun({ config: rest.config, curve, done: resumeFrom.iteration, latest: null });
    await runFrom({ ...rest, curve }, { signal, resumeFrom, single: false });
  } catch (error) {
    if (signal.aborted) return;
    state.replaceRun(before);
    reportError(error);
  } finally {
    if (!signal.aborted) releaseRun(before.id);
  }
}

interface Beginning {
  /** Aborted where the user stops before the first iteration. */
  readonly signal: AbortSignal;
  /** Null at iteration 0. */
  readonly resumeFrom: OptimisationState | null;
  /** Whether to pause after one iteration. */
  readonly single: boolean;
}

/** Runs from the beginning, or from a state, to the end. */
async function runFrom(begun: Begun, { signal, resumeFrom, single }: Beginning): Promise<void> {
  const { id, curve, source } = begun;
  // A reset, and another run, win.
  const current = () => store.getState().run.curve === curve;
  void claimRun(id);
  try {
    const { images, names } = await sourceImages(source.images, source.dataSet, signal);
    if (!current()) return;
    if (resumeFrom && names.join('\n') !== begun.images.join('\n')) throw otherImages();
    // Whoever learns offsets wants to train with them.
    store.getState().setTrainingOffsets(null);
    store.getState().setRun({ images: names });
    const started = launch({ ...begun, images: names }, images, resumeFrom);
    job = started;
    if (single) started.step();
    store.getState().setRun({ status: single ? 'paused' : 'running', origin: 'live' });
    const result = await started.result;
    if (job !== started) return;
    store.getState().setRun({
      status: result.stopped ? 'stopped' : 'finished',
      offsets: result.offsets,
      pooled: poolOffsets(result.offsets),
      done: result.iterations,
      secondsLeft: null,
      kept: null,
    });
    await recordOptimisation();
    // What found no place in the library is in its checkpoint still.
    if (!store.getState().unstoredRuns.has(id)) await forgetWork(id);
  } catch (error) {
    if (!current()) return;
    store.getState().setRun({ status: 'failed', secondsLeft: null });
    reportFailure(error, whatIsKept());
    void recordOptimisation();
  } finally {
    if (!signal.aborted) releaseRun(id);
  }
}

function whatIsKept(): string {
  const { kept, done } = store.getState().run;
  if (done === 0) return '';
  if (kept === null) return 'It failed before its first checkpoint: only its curves are kept.';
  return `“Go on” repeats what came after the checkpoint of iteration ${kept.iterations} of ${done}.`;
}

function otherImages(): EngineError {
  return new CodedError(
    'data-set-missing',
    'The images are not those that the run was begun with.',
    'Open the same files again, all of them.',
  );
}

function launch(
  begun: Begun,
  images: readonly RgbImage[],
  resumeFrom: OptimisationState | null,
): Job<OptimisationResult> {
  const { config, curve } = begun;
  const speed = new RunSpeed();
  const current = () => store.getState().run.curve === curve;
  return engine().optimise(config, images, {
    onSteps: (rows) => {
      if (!current()) return;
      curve.appendRows(rows);
      for (const { step, seconds } of stepTimes(rows)) speed.add(step, seconds);
      showProgress(curve, speed, config.iterations);
    },
    onOffsets: (offsets) => {
      if (current()) store.getState().setRun({ offsets, pooled: poolOffsets(offsets) });
    },
    onCheckpoint: (state) => {
      if (current()) void keep(begun, state);
    },
    ...(resumeFrom ? { resumeFrom } : {}),
  });
}

/** Stores a checkpoint, with the run as it was then. */
async function keep({ curve, ...begun }: Begun, state: OptimisationState): Promise<void> {
  const { iteration } = state;
  try {
    const place = await keepWork(begun.id, () =>
      writeUnfinishedOptimisation({ ...begun, curves: firstRows(curve.toTable(), iteration), state }),
    );
    const { run: shown, setRun } = store.getState();
    if (shown.curve === curve && (isActive(shown.status) || shown.status === 'failed'))
      setRun({ kept: { iterations: iteration, place } });
  } catch (error) {
    reportError(error);
  }
}

function showProgress(curve: Curve, speed: RunSpeed, iterations: number): void {
  const newest = (column: string) => curve.last(column)!;
  const rate = speed.stepsPerSecond;
  const done = newest('step') + 1;
  store.getState().setRun({
    done,
    seconds: newest('seconds'),
    iterationsPerSecond: rate,
    secondsLeft: rate === null ? null : (iterations - done) / rate,
    latest: { total: newest('loss_total'), cosine: newest('loss_cosine'), l1: newest('loss_l1') },
  });
}
