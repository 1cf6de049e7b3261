import type { BackendHost } from './backend-host';
import type { ComputeLane } from './compute-lane';
import { copyService, startCopyWorker, type PictureChangers } from '../images/copy-service';
import { DataSetRegistry } from '../images/data-set-registry';
import { decodeImage } from '../images/decode-image';
import { HeldImages } from '../images/held-images';
import { runGraphInWorker, type RunGraph } from '../model/model-check';
import { measureImage } from '../images/measure-image';
import type { ModelStore } from '../model/model-store';
import { pictureService, startPictureWorker, type Pictures } from '../images/picture-service';

/** What the handlers of the engine worker share. */
export interface Workbench {
  readonly lane: ComputeLane;
  readonly backend: BackendHost;
  readonly models: ModelStore;
  readonly dataSets: DataSetRegistry;
  readonly images: HeldImages;
  readonly runGraph: RunGraph;
  /** Who makes the pictures of a training, which closes them at its end. */
  readonly openPictures: () => Pictures;
  /** Who changes the pictures of a copy, which closes them at its end. */
  readonly openChangers: () => PictureChangers;
  /** Runs work alone on the running backend; a GPU error in it is an exception. */
  readonly compute: <T>(work: () => T | Promise<T>) => Promise<T>;
  /** The same for a piece of a courtesy: it comes last, and not at all once the signal is aborted. */
  readonly computeLast: <T>(signal: AbortSignal, work: () => T | Promise<T>) => Promise<T>;
}

/** What tests replace. */
export interface WorkbenchParts {
  readonly dataSets?: DataSetRegistry | undefined;
  readonly runGraph?: RunGraph | undefined;
  readonly openPictures?: (() => Pictures) | undefined;
  readonly openChangers?: (() => PictureChangers) | undefined;
}

/** Puts the parts together. */
export function createWorkbench(
  lane: ComputeLane,
  backend: BackendHost,
  models: ModelStore,
  parts: WorkbenchParts = {},
): Workbench {
  const onBackend =
    <T>(work: () => T | Promise<T>) =>
    async (): Promise<T> => {
      await backend.ensure();
      try {
        const result = await work();
        backend.assertSound();
        return result;
      } catch (error) {
        await backend.newsOfLoss();
        throw error;
      }
    };
  return {
    lane,
    backend,
    models,
    dataSets: parts.dataSets ?? new DataSetRegistry(decodeImage, measureImage),
    images: new HeldImages(),
    runGraph: parts.runGraph ?? runGraphInWorker,
    openPictures: parts.openPictures ?? (() => pictureService(startPictureWorker)),
    openChangers: parts.openChangers ?? (() => copyService(startCopyWorker)),
    compute: (work) => lane.run(onBackend(work)),
    computeLast: (signal, work) => lane.spare(signal, onBackend(work)),
  };
}
