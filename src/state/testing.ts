/** The page of tests: the whole engine in this thread, with a tiny model that brings two detectors and one set of offsets. */
import type { EngineClient } from '../engine/client/client';
import type { Engine, Job, ModelInfo } from '../engine/engine';
import type { ThreadParts } from '../engine/engine-in-thread';
import { inProcessEngine } from '../engine/testing';
import { tinyModel } from '../engine/testing-tiny-model';
import { CodedError, type ErrorRecord } from '../errors/coded-error';
import type { BackendStatus } from '../tensor/backend-status';
import { provideEngine } from './jobs/engine-access';
import { toggleEvaluation } from './jobs/evaluate/run-evaluation';
import { type KeptWork, keptWork } from './library/kept-work';
import { type State, store } from './store/store';

// The wasm backend makes Node's threads look like a browser's workers, which they are not: what has a worker in the page works here.
Object.defineProperty(globalThis, 'Worker', { get: () => undefined, set() {}, configurable: true });

/** The calls that can be made to fail: those that answer, and the jobs. */
export type Failures = Partial<Record<keyof Engine, ErrorRecord>>;

interface Loaded {
  readonly engine: EngineClient;
  readonly info: ModelInfo;
  readonly backend: BackendStatus;
}

/** A page with its engine and the tiny model. */
export class TinyPage {
  readonly #parts: ThreadParts;
  /** Jobs that have not ended: whoever reloads the page leaves them behind with their engine. */
  readonly #left = new Set<Job<unknown>>();
  #loaded: Loaded;

  private constructor(parts: ThreadParts, loaded: Loaded) {
    this.#parts = parts;
    this.#loaded = loaded;
  }

  /** Starts an engine and loads the model: once a file, for it takes half a second. */
  static async load(parts: ThreadParts = {}): Promise<TinyPage> {
    return new TinyPage(parts, await loadTiny(parts));
  }

  get engine(): EngineClient {
    return this.#loaded.engine;
  }

  get info(): ModelInfo {
    return this.#loaded.info;
  }

  /** The page as it is when the model has come: what was trained or opened before is gone. @param failures calls of the engine that fail */
  async open(failures: Failures = {}): Promise<void> {
    const shipped = new Set(this.info.detectors.map(({ name }) => name));
    const added = store.getState().detectors.filter(({ name }) => !shipped.has(name));
    if (this.#left.size > 0) await this.#startAnew();
    else for (const { name } of added) await this.engine.removeDetector(name);
    this.provide(failures);
    store.setState(store.getInitialState(), true);
    const { info, backend } = this.#loaded;
    store.setState({ model: { status: { kind: 'ready' }, info }, detectors: info.detectors, backend });
  }

  /** Ends the engine with the jobs that a reload leaves behind: the page hears no more of them. */
  async #startAnew(): Promise<void> {
    const left = [...this.#left];
    this.#left.clear();
    for (const job of left) job.stop();
    this.engine.dispose();
    this.#loaded = await loadTiny(this.#parts);
  }

  /** Takes the engine into use; these calls of it fail from now on. */
  provide(failures: Failures = {}): void {
    provideEngine(observed(this.engine, failures, this.#left));
  }

  /** Starts the chosen evaluation, whose user cancels it as soon as so many images are there; resolves when it has ended. @param before done at that image, before the evaluation is cancelled */
  async cancelEvaluationAt(images: number, before: () => void = () => undefined): Promise<void> {
    let missing = images;
    const evaluate: Engine['evaluate'] = (request, options = {}) =>
      this.engine.evaluate(request, {
        ...options,
        onImage: (image) => {
          options.onImage?.(image);
          if (--missing > 0) return;
          before();
          toggleEvaluation();
        },
      });
    provideEngine(Object.assign(Object.create(this.engine) as Engine, { evaluate }));
    toggleEvaluation();
    await until(({ evaluationProgress }) => evaluationProgress === null);
    this.provide();
  }
}

async function loadTiny(parts: ThreadParts): Promise<Loaded> {
  const engine = inProcessEngine(parts);
  const backend = await engine.setBackend('wasm');
  return { engine, backend, info: await engine.loadModel(tinyModel()) };
}

const jobs: readonly (string | symbol)[] = [
  'optimise',
  'train',
  'learnStyles',
  'measureDictionary',
] satisfies (keyof Engine)[];

/** An engine some of whose calls fail; every other one is answered by the real one. */
export function failingEngine(engine: Engine, failures: Failures): Engine {
  return observed(engine, failures, new Set());
}

/** As {@link failingEngine}; jobs stand in `left` until they end, and never end where they are taken from there. */
function observed(engine: Engine, failures: Failures, left: Set<Job<unknown>>): Engine {
  return new Proxy(engine, {
    get(target, name) {
      const failure = failures[name as keyof Engine];
      const method: unknown = Reflect.get(target, name, target);
      if (typeof method !== 'function') return method;
      const fail = () => Promise.reject(CodedError.of(failure!));
      if (!jobs.includes(name)) return failure ? fail : method.bind(target);
      return (...call: unknown[]) => {
        if (failure) return failedJob(fail());
        const job = Reflect.apply(method, target, call) as Job<unknown>;
        left.add(job);
        const result = new Promise((resolve, reject) => {
          const end = (settle: () => void) => left.delete(job) && settle();
          void job.result.then(
            (value) => end(() => resolve(value)),
            (error: unknown) => end(() => reject(error as Error)),
          );
        });
        return { ...job, result };
      };
    },
  });
}

function failedJob(result: Promise<never>): Job<never> {
  const nothing = () => undefined;
  return { pause: nothing, resume: nothing, step: nothing, save: nothing, stop: nothing, result };
}

/** Resolves as soon as the state is as told, in the very change that makes it so. */
export function until(holds: (state: State) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (state: State) => {
      if (!holds(state)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(look);
    look(store.getState());
  });
}

/** Resolves with the checkpoints as soon as there are so many. */
export async function untilKept(count: number): Promise<readonly KeptWork[]> {
  for (;;) {
    const { storageRevision: looked } = store.getState();
    const kept = await keptWork();
    if (kept.length === count) return kept;
    await until(({ storageRevision }) => storageRevision !== looked);
  }
}
