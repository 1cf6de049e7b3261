import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runVisualGraph } from '../clip/run-visual-graph';
import { tinyFolder } from '../clip/testing';
import { createTextEncoder, type TextEncoder } from '../clip/text-encoder';
import { createMemoryShelf } from '../runs/testing-memory-shelf';
import type { ModelShelf } from '../runs/model-shelf';
import { nodeWasmPaths } from '../tensor/testing';
import { BackendHost } from './backend-host';
import { EngineClient } from './client';
import { ComputeLane } from './compute-lane';
import type { DataSetRegistry } from './data-set-registry';
import type { ModelSource } from './engine';
import { toErrorRecord } from './error-record';
import { allHandlers } from './handlers/all';
import type { MessageFromEngine } from './messages';
import { ModelStore } from './model-store';
import { EngineServer } from './server';
import type { MessageFromText, MessageToText } from './text-messages';
import type { StartText } from './text-service';
import { createWorkbench } from './workbench';

/** The text worker in this thread. */
export const textInThisThread: StartText = (onMessage) => {
  let encoder: Promise<TextEncoder> | null = null;
  const answer = async (message: MessageToText): Promise<MessageFromText> => {
    try {
      if (message.kind === 'open') encoder = createTextEncoder(message.tower);
      const opened = await encoder!;
      return {
        kind: 'done',
        id: message.id,
        encoded: message.kind === 'open' ? [] : await opened.embed(message.texts),
      };
    } catch (error) {
      return { kind: 'failed', id: message.id, error: toErrorRecord(error) };
    }
  };
  return {
    post: (message) => void answer(message).then(onMessage),
    terminate: () => undefined,
  };
};

/** What a test may give the engine. */
interface Parts {
  readonly shelf?: ModelShelf;
  readonly dataSets?: DataSetRegistry;
  readonly startText?: StartText;
}

/** The whole engine in this thread: the client, messages that are cloned, the worker's own parts. */
export function inProcessEngine({
  shelf = createMemoryShelf(),
  dataSets,
  startText = textInThisThread,
}: Parts = {}): EngineClient {
  return new EngineClient((onMessage) => {
    const lane = new ComputeLane();
    const models = new ModelStore(lane, startText, shelf);
    const ignore = () => undefined;
    const backend = new BackendHost({ wasmPaths: nodeWasmPaths }, { onLost: ignore, onFault: ignore }, () =>
      models.dropTensors(),
    );
    const post = (message: MessageFromEngine, transfer: Transferable[]) => {
      const clone = structuredClone(message, { transfer: transfer as ArrayBuffer[] });
      queueMicrotask(() => onMessage(clone));
    };
    const server = new EngineServer(
      { post },
      allHandlers(createWorkbench(lane, backend, models, { dataSets, runGraph: runVisualGraph })),
      toErrorRecord,
    );
    return { post: (message) => void server.receive(structuredClone(message)), terminate: ignore };
  }, 'https://host/');
}

/** The tiny bundle, but for some files. */
export function tinyBundle(without: readonly string[] = []): Extract<ModelSource, { kind: 'files' }> {
  const paths = readdirSync(fileURLToPath(tinyFolder), { recursive: true, encoding: 'utf8' });
  const wanted = paths.filter(
    (path) => /^(config\.json|(textual|visual)\/.*\.(onnx|json))$/u.test(path) && !without.includes(path),
  );
  return {
    kind: 'files',
    files: wanted.map((path) => ({ path: `tiny/${path}`, file: new Blob([readFileSync(new URL(path, tinyFolder))]) })),
  };
}
