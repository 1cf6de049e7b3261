import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import type { OptimisationParameters } from '../../method/optimisation-settings';
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
import { type JobDescription, JobRunner, whatIsKept } from './job';
import { checkpointGone, forgetWork, keepWork, openCheckpoint } from '../library/kept-work';
import { emptyRun, isActive, isInterrupted } from '../store/optimisation-slice';
import { selectParameters } from '../store/parameters-slice';
import { provenance } from '../exports/provenance';
import { recordOptimisation } from '../library/record-runs';
import { reportError, reportFailure } from '../store/report-error';
import { setShownRun } from '../library/kept-runs';
import { RunSpeed } from '../../analysis/runs/run-speed';
import { resumeRunObstacle, runObstacle } from './obstacles';
import { builtinNames, sourceImages } from './source-images';
import { type State, store } from '../store/store';

/** The optimisation under way. */
const optimisation = new JobRunner();

/** What a run would do with the prompts and parameters as they stand. @param change what of the parameters is otherwise */
export function optimisationConfig(state: State, change: Partial<OptimisationParameters> = {}): OptimisationConfig {
  const { sourceImages: _, ...parameters } = { ...selectParameters(state), ...change };
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
  optimisation.toggle(run.status, setRun, () => void startRun({ single: false }));
}

/** One iteration, then a pause. */
export function stepRun(): void {
  const { run, setRun } = store.getState();
  if (run.status === 'running' || run.status === 'paused') {
    optimisation.step();
    setRun({ status: 'paused', secondsLeft: null });
  } else if (run.status !== 'preparing') void startRun({ single: true });
}

/** Ends the run and keeps what was reached. Before the first iteration nothing was: the page is then as before the run. */
export function stopRun(): void {
  optimisation.stop();
}

/** Asks for a checkpoint now: the page may be closed. */
export function saveRun(): void {
  optimisation.save();
}

/** Clears the page of the run; prompts and parameters stay, and so does what the library has recorded. */
export function resetRun(): void {
  optimisation.abandon();
  const { run: before, replaceRun } = store.getState();
  replaceRun(emptyRun);
  if (before.id !== null && (before.kept !== null || isActive(before.status))) void forgetWork(before.id);
  void setShownRun(null);
}

/** What a run is from its beginning to its end. */
interface Begun extends Omit<UnfinishedOptimisation, 'curves' | 'state'> {
  readonly curve: Curve;
}

interface RunStart {
  /** Whether it pauses after one iteration. */
  readonly single: boolean;
  /** What is otherwise than the parameters of the page, for this run alone. */
  readonly change?: Partial<OptimisationParameters>;
}

/** Begins a run, at once where nothing is in its way, and resolves when it has ended in any way. */
export async function startRun({ single, change = {} }: RunStart): Promise<void> {
  const state = store.getState();
  const obstacle = runObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: obstacle, hint: 'The run starts as soon as this is settled.' });
    return;
  }
  const config = optimisationConfig(state, change);
  const { sourceImages: imageCount } = { ...selectParameters(state), ...change };
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
  const { run: before } = state;
  state.replaceRun({ ...emptyRun, status: 'preparing', id, createdAt, config, curve, images, provenance: origin });
  await optimisation.run({
    ...described(single),
    runId: id,
    prepare: (signal) => withImages(begun, null, signal),
    giveUp: () => store.getState().replaceRun(before),
  });
}

/** Goes on from the newest checkpoint of the run on the page; what came after it is repeated. */
export async function resumeRun(): Promise<void> {
  const state = store.getState();
  let { run: before } = state;
  const { id } = before;
  if (!isInterrupted(before) || id === null) return;
  const obstacle = resumeRunObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: 'The run cannot go on now.', hint: obstacle });
    return;
  }
  state.setRun({ status: 'preparing' });
  await optimisation.run({
    ...described(false),
    runId: id,
    prepare: async (signal) => {
      const file = await openCheckpoint(id);
      if (file === null) {
        before = { ...before, kept: null };
        throw checkpointGone();
      }
      const { curves, state: resumeFrom, ...rest } = await readUnfinishedOptimisation(file);
      signal.throwIfAborted();
      const begun: Begun = { ...rest, curve: Curve.from(curves) };
      store.getState().setRun({ config: begun.config, curve: begun.curve, done: resumeFrom.iteration, latest: null });
      return withImages(begun, resumeFrom, signal);
    },
    giveUp: () => store.getState().replaceRun(before),
  });
}

/** What the engine needs for the first iteration. */
interface Prepared {
  readonly begun: Begun;
  readonly images: readonly RgbImage[];
  /** Null at iteration 0. */
  readonly resumeFrom: OptimisationState | null;
}

async function withImages(begun: Begun, resumeFrom: OptimisationState | null, signal: AbortSignal): Promise<Prepared> {
  const { images, names } = await sourceImages(begun.source.images, begun.source.dataSet, signal);
  if (resumeFrom && names.join('\n') !== begun.images.join('\n')) throw otherImages();
  return { begun: { ...begun, images: names }, images, resumeFrom };
}

/** What every optimisation does once it is prepared. @param single whether it pauses after one iteration */
function described(single: boolean): Pick<JobDescription<Prepared, OptimisationResult>, 'start' | 'end' | 'fail'> {
  return {
    start: (prepared, current) => {
      const { begun } = prepared;
      // Whoever learns offsets wants to train with them.
      store.getState().setTrainingOffsets(null);
      const work = launch(prepared, current, single);
      store.getState().setRun({ images: begun.images, status: single ? 'paused' : 'running', origin: 'live' });
      return work;
    },
    end: async ({ stopped, offsets, iterations }, { begun }) => {
      store.getState().setRun({
        status: stopped ? 'stopped' : 'finished',
        offsets,
        pooled: poolOffsets(offsets),
        done: iterations,
        secondsLeft: null,
        kept: null,
      });
      await recordOptimisation();
      // What found no place in the library is in its checkpoint still.
      if (!store.getState().unstoredRuns.has(begun.id)) await forgetWork(begun.id);
    },
    fail: async (error) => {
      store.getState().setRun({ status: 'failed', secondsLeft: null });
      const { done, kept } = store.getState().run;
      reportFailure(error, whatIsKept('iteration', done, kept?.iterations ?? null));
      await recordOptimisation();
    },
  };
}

function otherImages(): EngineError {
  return new CodedError(
    'data-set-missing',
    'The images are not those that the run was begun with.',
    'Open the same files again, all of them.',
  );
}

function launch(
  { begun, images, resumeFrom }: Prepared,
  current: () => boolean,
  single: boolean,
): Job<OptimisationResult> {
  const { config, curve } = begun;
  const speed = new RunSpeed();
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
    single,
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
    if (shown.id === begun.id && (isActive(shown.status) || shown.status === 'failed'))
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
