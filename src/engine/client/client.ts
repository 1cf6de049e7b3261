import { cancelled } from '../../errors/cancelled';
import { type EngineErrorRecord, isEngineError } from '../../errors/areas';
import { Connection, untilAborted, type Call, type SpawnEngine } from './connection';
import type { Engine, Job, ModelSource, WorkOptions } from '../engine';
import type { InspectionEvent, InspectionRequest, InspectionResult } from '../inspection/inspection';
import type { CallName, Calls } from './messages';
import type { JobControl } from '../worker/step-gate';
import { tellDictionary, tellEvaluation, tellOptimisation, tellStyles, tellTraining } from './job-events';
import { dataSetNotOpen } from '../images/data-set-not-open';
import { pictureReader, type PictureReader } from './picture-reader';
import { receiveCopy } from './receive-copy';
import { SentImages, WithImages } from './sent-images';
import { WorkerContents, type Attempt } from './worker-contents';
import { spawnEngineWorker } from './worker-port';

type WorkName =
  | 'loadModel'
  | 'openProposals'
  | 'openDataSet'
  | 'describeDataSet'
  | 'estimateOptimisation'
  | 'estimateTraining'
  | 'measureShifts'
  | 'stepPictures'
  | 'embedAugmented'
  | 'estimateDictionary';

/** A request as the client has it; of its images pixels or ids are sent. */
type Sendable<Name extends CallName> = Calls[Name]['request'] | WithImages<Calls[Name]['request']>;

/** After this many crashes in a minute the client starts no further worker. */
const crashLimit = 3;

/** The engine in its worker, which starts with the first request; the page needs one. A crashed worker is replaced, with its backend, model and detectors. */
export function createEngine(): EngineClient {
  return new EngineClient(spawnEngineWorker, document.baseURI);
}

/** {@link Engine} over messages; {@link createEngine} makes the real one, tests bring their own worker. */
export class EngineClient implements Engine {
  readonly #spawn: SpawnEngine;
  readonly #baseUrl: string;
  readonly #pictures: PictureReader;
  readonly #now: () => number;
  readonly #listeners = new Set<(error: EngineErrorRecord) => void>();
  #connection: Connection;
  /** Settles when a new worker holds what the former one held. */
  #ready: Promise<void> = Promise.resolve();
  #crashes: number[] = [];
  /** For a worker in this one's place. */
  readonly #contents = new WorkerContents();
  /** Images that the worker holds. */
  readonly #images = new SentImages();

  /** @param now a clock in milliseconds */
  constructor(
    spawn: SpawnEngine,
    baseUrl: string,
    pictures: PictureReader = pictureReader(),
    now: () => number = () => performance.now(),
  ) {
    this.#spawn = spawn;
    this.#baseUrl = baseUrl;
    this.#pictures = pictures;
    this.#now = now;
    this.#connection = this.#connect();
  }

  readonly setBackend: Engine['setBackend'] = async (choice) => {
    const status = await this.#call('setBackend', choice).result;
    this.#contents.backend = choice;
    return status;
  };

  readonly loadModel: Engine['loadModel'] = async (source, options = {}) => {
    const absolute: ModelSource =
      source.kind === 'url' ? { ...source, url: new URL(source.url, this.#baseUrl).href } : source;
    const info = await this.#work('loadModel', absolute, options);
    this.#contents.modelLoaded(absolute, info);
    return info;
  };

  readonly repairGelu: Engine['repairGelu'] = async () => {
    const info = await this.#call('repairGelu', null).result;
    this.#contents.geluRepaired();
    return info;
  };

  readonly checkModel: Engine['checkModel'] = () => this.#call('checkModel', null).result;

  readonly embedText: Engine['embedText'] = (texts) => this.#call('embedText', texts).result;

  readonly embedImages: Engine['embedImages'] = (images) =>
    this.#call('embedImages', new WithImages(images, (sent) => sent)).result;

  readonly decodeImage: Engine['decodeImage'] = async (file) => {
    const id = this.#images.newId();
    const image = await this.#call('decodeImage', { file, id }).result;
    this.#images.arrived(id, image);
    return image;
  };

  readonly openDataSet: Engine['openDataSet'] = async (source, options = {}) => {
    const info = await this.#work('openDataSet', source, options);
    this.#contents.dataSets.set(info.id, source);
    this.#pictures.forget(info.id);
    return info;
  };

  readonly closeDataSet: Engine['closeDataSet'] = async (id) => {
    this.#contents.dataSets.delete(id);
    this.#pictures.forget(id);
    await this.#call('closeDataSet', id).result;
  };

  readonly dataSetImage: Engine['dataSetImage'] = async (request) => {
    const id = this.#images.newId();
    const found = await this.#call('dataSetImage', { request, id }).result;
    this.#images.arrived(id, found.image);
    return found;
  };

  readonly dataSetPicture: Engine['dataSetPicture'] = async (request) => {
    const source = this.#contents.dataSets.get(request.dataSet);
    if (source === undefined) throw dataSetNotOpen(request.title);
    return this.#pictures.read(source, request);
  };

  readonly describeDataSet: Engine['describeDataSet'] = (request, options = {}) =>
    this.#work('describeDataSet', request, options);

  readonly estimateCopies: Engine['estimateCopies'] = (request, { signal } = {}) =>
    this.#cancellable('estimateCopies', request, signal, () => undefined);

  readonly copyDataSet: Engine['copyDataSet'] = (request, target) =>
    receiveCopy(target, (onEvent) => this.#call('copyDataSet', { ...request, form: target.form }, onEvent));

  readonly sceneHash: Engine['sceneHash'] = (seed, condition) => this.#call('sceneHash', { seed, condition }).result;

  readonly estimateOptimisation: Engine['estimateOptimisation'] = (config, images, options = {}) =>
    this.#work('estimateOptimisation', new WithImages(images, (sent) => ({ config, images: sent })), options);

  readonly optimise: Engine['optimise'] = (config, images, { resumeFrom, single = false, ...listeners }) => {
    const checkpoints = listeners.onCheckpoint !== undefined;
    const begun = { config, resumeFrom: resumeFrom ?? null, single, checkpoints };
    const call = new WithImages(images, (sent) => ({ ...begun, images: sent }));
    return this.#job('optimise', call, tellOptimisation(listeners));
  };

  readonly learnStyles: Engine['learnStyles'] = (config, images, listeners) =>
    this.#job('learnStyles', new WithImages(images, (sent) => ({ config, images: sent })), tellStyles(listeners));

  readonly estimateTraining: Engine['estimateTraining'] = (request, options = {}) =>
    this.#work('estimateTraining', request, options);

  readonly train: Engine['train'] = (training, { checkpointEvery, validation, ...listeners }) => {
    const model = this.#contents.model;
    const job = this.#job(
      'train',
      {
        training,
        checkpointEvery: listeners.onCheckpoint === undefined ? null : (checkpointEvery ?? null),
        validation: listeners.onValidation === undefined ? null : (validation ?? null),
      },
      tellTraining(listeners),
    );
    const result = job.result.then((trained) => {
      // It belongs to the model that it was trained with, which may be loaded no more.
      if (this.#contents.model === model) this.#contents.detectors.set(training.name, trained.file);
      return trained;
    });
    return { ...job, result };
  };

  readonly stepPictures: Engine['stepPictures'] = (request, options = {}) =>
    this.#work('stepPictures', request, options);

  readonly detect: Engine['detect'] = (image, request) =>
    this.#call('detect', new WithImages([image], ([sent]) => ({ image: sent!, request }))).result;

  readonly evaluate: Engine['evaluate'] = (request, { signal, ...listeners } = {}) =>
    this.#cancellable('evaluate', request, signal, tellEvaluation(listeners));

  readonly measureShifts: Engine['measureShifts'] = (request, options = {}) =>
    this.#work('measureShifts', request, options);

  readonly embedAugmented: Engine['embedAugmented'] = ({ images, ...rest }, options = {}) =>
    this.#work('embedAugmented', new WithImages(images, (sent) => ({ ...rest, images: sent })), options);

  readonly explainStep: Engine['explainStep'] = ({ crop, ...rest }) =>
    this.#call('explainStep', new WithImages([crop], ([sent]) => ({ ...rest, crop: sent! }))).result;

  readonly exportDetector: Engine['exportDetector'] = async (name) => {
    // What was trained or opened here is here already.
    const file = this.#contents.detectors.get(name) ?? (await this.#call('exportDetector', name).result);
    return new Uint8Array(await file.arrayBuffer());
  };

  readonly importDetector: Engine['importDetector'] = async (name, bytes) => {
    const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    const detector = await this.#call('importDetector', { name, file }).result;
    this.#contents.detectors.set(name, file);
    return detector;
  };

  readonly exportCheckpoint: Engine['exportCheckpoint'] = (request) => this.#call('exportCheckpoint', request).result;

  readonly importCheckpoint: Engine['importCheckpoint'] = async (name, file, names = {}) => {
    const { detector, offsets, file: own } = await this.#call('importCheckpoint', { name, file, names }).result;
    this.#contents.detectors.set(name, own);
    return { detector, offsets };
  };

  readonly openProposals: Engine['openProposals'] = async (source, options = {}) => {
    const info = await this.#work('openProposals', source, options);
    this.#contents.proposals = source;
    return info;
  };

  readonly setZeroShot: Engine['setZeroShot'] = async (config) => {
    const info = await this.#call('setZeroShot', config).result;
    this.#contents.zeroShot = config;
    return info;
  };

  readonly removeDetector: Engine['removeDetector'] = async (name) => {
    this.#contents.detectors.delete(name);
    await this.#call('removeDetector', name).result;
  };

  readonly loadOffsets: Engine['loadOffsets'] = (name) => this.#call('loadOffsets', name).result;

  readonly loadDictionary: Engine['loadDictionary'] = (name) => this.#call('loadDictionary', name).result;

  readonly estimateDictionary: Engine['estimateDictionary'] = ({ images, ...rest }, options = {}) =>
    this.#work('estimateDictionary', new WithImages(images, (sent) => ({ ...rest, images: sent })), options);

  readonly measureDictionary: Engine['measureDictionary'] = (
    { images, ...rest },
    { resumeFrom = null, ...listeners } = {},
  ) => {
    const begun = { ...rest, resumeFrom, parts: listeners.onPart !== undefined };
    const call = new WithImages(images, (sent) => ({ ...begun, images: sent }));
    return this.#job('measureDictionary', call, tellDictionary(listeners));
  };

  /** Beyond {@link Engine}, for the GPU regression suite. */
  readonly inspect = (
    request: InspectionRequest,
    onEvent: (event: InspectionEvent) => void = () => undefined,
  ): Promise<InspectionResult> => this.#call('inspect', request, onEvent).result;

  readonly onTrouble: Engine['onTrouble'] = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly dispose: Engine['dispose'] = () => {
    this.#listeners.clear();
    this.#pictures.close();
    this.#connection.close({
      code: 'cancelled',
      message: 'The engine was shut down.',
      hint: 'Reload the page to use it again.',
    });
  };

  #connect(): Connection {
    return new Connection(
      this.#spawn,
      (error) => this.#tell(error),
      (error) => this.#restart(error),
    );
  }

  #tell(error: EngineErrorRecord): void {
    for (const listener of this.#listeners) listener(error);
  }

  #restart(error: EngineErrorRecord): void {
    const now = this.#now();
    this.#crashes = [...this.#crashes.filter((time) => now - time < 60_000), now];
    if (this.#crashes.length > crashLimit) {
      this.#tell({
        ...error,
        message: 'The engine stopped again and again, and is not started anew.',
        hint: 'Save your session and reload the page; choose the wasm backend if the GPU keeps failing.',
      });
      return;
    }
    this.#tell(error);
    // A GPU that is lost a second time is not asked again.
    if (error.code === 'device-lost' && this.#crashes.length > 1) this.#contents.backend = 'wasm';
    const connection = this.#connect();
    this.#connection = connection;
    this.#images.forget();
    this.#ready = this.#restore(connection);
  }

  /** Gives a new worker what the former one held, and tells of each part that fails. */
  async #restore(connection: Connection): Promise<void> {
    const attempt: Attempt = async (work) => {
      try {
        await work;
        return true;
      } catch (error) {
        // A further crash reports itself, and restores anew.
        if (connection === this.#connection && isEngineError(error)) this.#tell(error.toRecord());
        return false;
      }
    };
    await this.#contents.restore(connection, attempt);
  }

  /** A call that waits for a worker under repair; controls that come early are sent later. Images cross with their pixels where the worker has them not. */
  #call<Name extends CallName>(
    call: Name,
    request: Sendable<Name>,
    onEvent?: (event: Calls[Name]['event']) => void,
  ): Call<Name> {
    const wishes: (JobControl | 'cancel')[] = [];
    let started: Call<Name> | null = null;
    const start = async (whole: boolean): Promise<Calls[Name]['result']> => {
      await this.#ready;
      const sent = request instanceof WithImages ? request.make(this.#images.send(request.images, whole)) : request;
      started = this.#connection.call(call, sent, onEvent);
      for (const wish of wishes) started.control(wish);
      try {
        return await started.result;
      } catch (error) {
        if (!whole && isEngineError(error) && error.code === 'image-unknown') return start(true);
        throw error;
      }
    };
    return {
      result: start(false),
      control: (wish) => {
        wishes.push(wish);
        started?.control(wish);
      },
    };
  }

  #work<Name extends WorkName>(
    name: Name,
    request: Sendable<Name>,
    { signal, onProgress }: WorkOptions,
  ): Promise<Calls[Name]['result']> {
    return this.#cancellable(name, request, signal, (progress) => onProgress?.(progress));
  }

  /** A call that can be cancelled; the caller hears of it at once and of nothing after it, the worker when it next listens. */
  async #cancellable<Name extends CallName>(
    name: Name,
    request: Sendable<Name>,
    signal: AbortSignal | undefined,
    onEvent: (event: Calls[Name]['event']) => void,
  ): Promise<Calls[Name]['result']> {
    if (signal?.aborted) throw cancelled();
    const call = this.#call(name, request, (event) => {
      if (!signal?.aborted) onEvent(event);
    });
    return signal === undefined ? call.result : untilAborted(call, signal);
  }

  #job<Name extends 'optimise' | 'learnStyles' | 'train' | 'measureDictionary'>(
    name: Name,
    request: Sendable<Name>,
    onEvent: (event: Calls[Name]['event']) => void,
  ): Job<Calls[Name]['result']> {
    const call = this.#call(name, request, onEvent);
    return {
      pause: () => call.control('pause'),
      resume: () => call.control('resume'),
      step: () => call.control('step'),
      save: () => call.control('save'),
      stop: () => call.control('stop'),
      result: call.result,
    };
  }
}
