import { runVisualGraph } from '../clip/onnx/run-visual-graph';
import { createModelShelf, type ModelShelf } from '../runs/shelf/model-shelf';
import type { BackendOptions } from '../tensor/backend';
import type { RgbImage } from '../geometry/rgb-image';
import { createPictureMaker } from '../training/make-picture';
import { BackendHost } from './worker/backend-host';
import { EngineClient } from './client/client';
import { pictureReader, type StartReader } from './client/picture-reader';
import { ComputeLane } from './worker/compute-lane';
import { DataSetRegistry } from './images/data-set-registry';
import { decodeImage } from './images/decode-image';
import { createPictureReader } from './images/read-picture';
import { createPictureChanger, encodeImage } from './images/encode-image';
import { toErrorRecord } from './error-record';
import { allHandlers } from './handlers/all';
import type { MessageFromEngine } from './client/messages';
import { ModelStore } from './model/model-store';
import { EngineServer } from './worker/server';
import { textAnswerer } from './model/answer-texts';
import { replyTo } from './worker/answer-in-order';
import type { StartText } from './model/text-service';
import { proposalAnswerer } from './proposals/answer-proposals';
import type { StartProposals } from './proposals/proposal-service';
import { createWorkbench } from './worker/workbench';

/** The text worker in this thread. */
export const textInThisThread: StartText = (onMessage) => {
  const answer = textAnswerer();
  return {
    post: (message) => void replyTo(message, answer).then(([reply]) => onMessage(reply)),
    terminate: () => undefined,
  };
};

/** The proposal worker in this thread. */
export const proposalsInThisThread: StartProposals = (onMessage) => {
  const answer = proposalAnswerer();
  return {
    post: (message) => void replyTo(message, answer).then(([reply]) => onMessage(reply)),
    terminate: () => undefined,
  };
};

/** The worker that reads pictures in this thread. */
function readerInThisThread(decode: (file: Blob) => Promise<RgbImage>): StartReader {
  return (onMessage) => {
    const read = createPictureReader(decode);
    return {
      post: (message) => void replyTo(message, read).then(([reply]) => onMessage(reply)),
      terminate: () => undefined,
    };
  };
}

/** What may be replaced. */
export interface ThreadParts {
  readonly wasmPaths?: BackendOptions['wasmPaths'];
  readonly shelf?: ModelShelf;
  /** Reads the picture files of data sets. */
  readonly decode?: (file: Blob) => Promise<RgbImage>;
  /** Encodes the pictures of copies. */
  readonly encode?: typeof encodeImage;
  readonly startText?: StartText;
}

/** The whole engine in this thread, for Node: the client, messages that are cloned, the worker's own parts. A lost device is replaced as in the page. */
export function engineInThisThread({
  wasmPaths,
  shelf = createModelShelf(),
  decode = decodeImage,
  encode = encodeImage,
  startText = textInThisThread,
}: ThreadParts = {}): EngineClient {
  return new EngineClient(
    (onMessage) => {
      const lane = new ComputeLane();
      const models = new ModelStore(lane, startText, shelf, proposalsInThisThread);
      const post = (message: MessageFromEngine, transfer: Transferable[] = []) => {
        const clone = structuredClone(message, { transfer: transfer as ArrayBuffer[] });
        queueMicrotask(() => onMessage(clone));
      };
      const backend = new BackendHost(
        wasmPaths === undefined ? {} : { wasmPaths },
        {
          onLost: (error) => post({ kind: 'trouble', error, restart: true }),
          onFault: (error) => post({ kind: 'trouble', error, restart: false }),
        },
        () => models.dropTensors(),
      );
      const server = new EngineServer(
        { post },
        allHandlers(
          createWorkbench(lane, backend, models, {
            dataSets: new DataSetRegistry(decode),
            runGraph: runVisualGraph,
            openChangers: () => ({
              change: createPictureChanger(decode, encode),
              workers: 1,
              atOnce: 1,
              close: () => undefined,
            }),
            openPictures: () => ({ make: createPictureMaker(decode), close: () => undefined }),
          }),
        ),
        toErrorRecord,
      );
      return { post: (message) => void server.receive(structuredClone(message)), terminate: () => undefined };
    },
    'https://host/',
    pictureReader(readerInThisThread(decode)),
  );
}
