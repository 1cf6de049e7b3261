import { cancelled } from '../../errors/cancelled';
import type { EngineErrorRecord } from '../../errors/areas';
import type { RgbImage } from '../../geometry/rgb-image';
import type { DataSetFiles, DataSetPictureRequest } from '../engine';
import type { MessageToReader } from '../images/read-picture';
import { RequestWorker, type Reply } from './request-worker';
import { startWatched, type StartWorker } from './worker-life';

/** Starts the worker that reads pictures. */
export type StartReader = StartWorker<MessageToReader, Reply<RgbImage>>;

/** Reads pictures of data sets in a worker of the page's own: the engine worker may compute for seconds. */
export interface PictureReader {
  readonly read: (source: DataSetFiles, request: DataSetPictureRequest) => Promise<RgbImage>;
  /** The files of a data set are others now, or not wanted any more. */
  readonly forget: (dataSet: string) => void;
  readonly close: () => void;
}

/** The worker starts with the first picture; after one that died the next picture starts another. */
export function pictureReader(start: StartReader = startReader): PictureReader {
  /** Zip files that the worker has, by the ids of their data sets. */
  const known = new Set<string>();
  /** The files of folders by their paths. */
  const folders = new WeakMap<DataSetFiles, ReadonlyMap<string, Blob>>();
  const requests = new RequestWorker<MessageToReader, RgbImage>(start, stopped, () => known.clear());
  const fileIn = (source: DataSetFiles & { readonly kind: 'files' }, path: string): Blob | undefined => {
    const files = folders.get(source) ?? new Map(source.files.map((one) => [one.path.normalize('NFC'), one.file]));
    folders.set(source, files);
    return files.get(path);
  };
  return {
    read: (source, request) => {
      const worker = requests.open();
      if (source.kind === 'files') {
        const file = fileIn(source, request.file);
        return requests.ask(worker, (id) => ({ id, request, from: { kind: 'file', file } }));
      }
      const isKnown = known.has(request.dataSet);
      known.add(request.dataSet);
      return requests.ask(worker, (id) => ({ id, request, from: { kind: 'zip', source: isKnown ? null : source } }));
    },
    forget: (dataSet) => known.delete(dataSet),
    close: () => requests.end(cancelled().toRecord()),
  };
}

const stopped: EngineErrorRecord = {
  code: 'internal',
  message: 'The worker that reads pictures stopped unexpectedly.',
  hint: 'Look at the picture again; where it happens again, close other pages or use smaller images.',
};

const startReader: StartReader = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('../images/read-picture.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
