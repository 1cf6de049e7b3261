import { CodedError } from '../../errors/coded-error';
import { isModelError } from '../../errors/areas';
import type { BundleFile } from '../../clip/bundle/bundle-files';
import { readBundle, type ModelBundle } from '../../clip/bundle/model-bundle';
import { createModelShelf, type ModelShelf } from '../../runs/shelf/model-shelf';
import type { ComputeLane } from '../worker/compute-lane';
import type { ModelInfo, ModelOrigin, ModelSource, Progress } from '../engine';
import { distrustKept, downloadModel, fetchBundle, openKept } from '../download/download-model';
import type { DownloadedModel } from '../download/fetch-files';
import { LoadedModel } from './loaded-model';
import { ProgressMeter } from '../client/progress';
import { ProposalNetworks } from '../proposals/proposal-networks';
import { startProposalWorker, type StartProposals } from '../proposals/proposal-service';
import { startTextWorker, type StartText } from './text-service';

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** The model in use. A load that fails or is cancelled changes nothing. */
export class ModelStore {
  /** They stay when the model goes. */
  readonly proposals: ProposalNetworks;
  readonly #lane: ComputeLane;
  readonly #startText: StartText;
  readonly #shelf: ModelShelf;
  #current: LoadedModel | null = null;
  /** Loads run one after the other. */
  #loading: Promise<unknown> = Promise.resolve();

  constructor(
    lane: ComputeLane,
    startText: StartText = startTextWorker,
    shelf: ModelShelf = createModelShelf(),
    startProposals: StartProposals = startProposalWorker,
  ) {
    this.proposals = new ProposalNetworks(shelf, startProposals);
    this.#lane = lane;
    this.#startText = startText;
    this.#shelf = shelf;
  }

  /** The model, after a load that is under way. @throws EngineError where there is none */
  async current(): Promise<LoadedModel> {
    if (this.#current === null) await this.#loading;
    if (this.#current !== null) return this.#current;
    throw new CodedError('internal', 'No model is loaded.', 'Load a model first.');
  }

  load(source: ModelSource, options: LoadOptions): Promise<ModelInfo> {
    const loaded = this.#loading.then(() => this.#load(source, options));
    this.#loading = loaded.catch(() => undefined);
    return loaded;
  }

  /** The model with QuickGELU in its text tower in place of GELU. @throws EngineError `unsupported-model` where it has none */
  repairGelu(): Promise<ModelInfo> {
    const repaired = this.#loading.then(async () => {
      const { bundle, origin } = await this.current();
      await this.#lane.free();
      return this.#use(repairedBundle(bundle), origin);
    });
    this.#loading = repaired.catch(() => undefined);
    return repaired;
  }

  /** Frees the device; what was on it is built again when it is needed. */
  dropTensors(): void {
    this.#current?.dropTensors();
  }

  async #load(source: ModelSource, options: LoadOptions): Promise<ModelInfo> {
    const { signal } = options;
    signal.throwIfAborted();
    await this.#lane.free();
    const { files, origin } = await sourceFiles(source, this.#shelf, options);
    signal.throwIfAborted();
    try {
      const bundle = await readBundle(files);
      return await this.#use(source.repairGelu === true ? repairedBundle(bundle) : bundle, origin, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw await this.#distrusting(error, origin);
    }
  }

  /** A downloaded model that cannot be read is not kept as whole: it would fail for ever, also after the server is repaired. */
  async #distrusting(error: unknown, origin: ModelOrigin): Promise<unknown> {
    if (!isModelError(error) || origin.kind !== 'download' || origin.keptId === null) return error;
    const isMarked = await distrustKept(this.#shelf, origin.keptId, error.message).catch(() => false);
    const remedy = isMarked
      ? 'Download the model again: what could not be read is fetched anew.'
      : 'To fetch it anew, delete it under “Models in this browser” first.';
    return new CodedError(error.code, error.message, `${error.hint} ${remedy}`, { cause: error });
  }

  async #use(bundle: ModelBundle, origin: ModelOrigin, signal?: AbortSignal): Promise<ModelInfo> {
    const model = await LoadedModel.open(bundle, origin, this.#startText, this.proposals);
    return this.#lane.exchange(() => {
      signal?.throwIfAborted();
      this.#current?.dispose();
      this.#current = model;
      return model.info();
    });
  }
}

function repairedBundle({ repaired, name }: ModelBundle): ModelBundle {
  if (repaired !== null) return repaired;
  throw new CodedError(
    'unsupported-model',
    `The text tower of ${name} has no GELU that could be replaced.`,
    'Use it as it is.',
  );
}

interface SourceFiles {
  readonly files: readonly BundleFile[];
  readonly origin: ModelOrigin;
}

async function sourceFiles(source: ModelSource, shelf: ModelShelf, options: LoadOptions): Promise<SourceFiles> {
  switch (source.kind) {
    case 'url':
      return { files: await fetchBundle(source.url, options), origin: { kind: 'page' } };
    case 'download':
      return downloaded(await downloadModel(source.address, shelf, options));
    case 'kept':
      return downloaded(await openKept(shelf, source.id));
    case 'files': {
      const total = source.files.reduce((bytes, { file }) => bytes + file.size, 0);
      options.onProgress(new ProgressMeter('Reading the model', total, 'bytes').at(0));
      return { files: source.files, origin: { kind: 'files' } };
    }
    default:
      return source satisfies never;
  }
}

function downloaded({ files, title, commit, keptId, unkept }: DownloadedModel): SourceFiles {
  return { files, origin: { kind: 'download', title, commit, keptId, unkept } };
}
