import { CodedError } from '../../errors/coded-error';
import type { EngineErrorRecord } from '../../errors/areas';
import type { EncodedText, TextTower } from '../../clip/text/text-encoder';
import { RequestWorker } from '../client/request-worker';
import { startWatched, type StartWorker, type WorkerPort } from '../client/worker-life';
import type { TextEmbedding } from '../engine';
import type { MessageFromText, MessageToText } from './text-messages';

/** Starts a text worker. */
export type StartText = StartWorker<MessageToText, MessageFromText>;

/** Text embeddings of one model, each computed once; the worker with its wasm heap starts with the first. */
export class TextService {
  readonly #tower: () => Promise<TextTower>;
  readonly #requests: RequestWorker<MessageToText, readonly EncodedText[]>;
  readonly #known = new Map<string, EncodedText>();
  #opened: Promise<WorkerPort<MessageToText>> | null = null;
  #disposed = false;

  constructor(tower: () => Promise<TextTower>, start: StartText) {
    this.#tower = tower;
    this.#requests = new RequestWorker(start, stopped, () => (this.#opened = null));
  }

  /** @throws EngineError `empty-prompt`, `prompt-too-long`, or what is wrong with the text tower */
  async embed(texts: readonly string[]): Promise<readonly TextEmbedding[]> {
    const unknown = [...new Set(texts)].filter((text) => !this.#known.has(text));
    if (unknown.length > 0) {
      const worker = await this.#open();
      const encoded = await this.#requests.ask(worker, (id) => ({ kind: 'embed', id, texts: unknown }));
      unknown.forEach((text, index) => this.#known.set(text, encoded[index]!));
    }
    return texts.map((text) => ({ text, ...this.#known.get(text)! }));
  }

  dispose(): void {
    this.#disposed = true;
    this.#requests.end(replaced);
  }

  /** A worker that has the tower. What went wrong is tried again by the next request, in a new worker. */
  #open(): Promise<WorkerPort<MessageToText>> {
    this.#opened ??= this.#openWorker().catch((error: unknown) => {
      this.#requests.end(stopped);
      throw error;
    });
    return this.#opened;
  }

  async #openWorker(): Promise<WorkerPort<MessageToText>> {
    const tower = await this.#tower();
    if (this.#disposed) throw CodedError.of(replaced);
    const worker = this.#requests.open();
    const buffers = tower.external.flatMap(({ data }) => (data instanceof Uint8Array ? [data.buffer] : []));
    await this.#requests.ask(worker, (id) => ({ kind: 'open', id, tower }), {
      transfer: [tower.model.buffer, ...buffers],
    });
    return worker;
  }
}

const replaced: EngineErrorRecord = {
  code: 'cancelled',
  message: 'The model was replaced.',
  hint: 'Ask again with the new model.',
};

const stopped: EngineErrorRecord = {
  code: 'internal',
  message: 'The text encoder stopped unexpectedly.',
  hint: 'Try again; it starts anew.',
};

/** Starts the real text worker. */
export const startTextWorker: StartText = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./text.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
