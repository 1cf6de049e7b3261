import type { EncodedText, TextTower } from '../../clip/text/text-encoder';
import type { TextEmbedding } from '../engine';
import { EngineError, type EngineErrorRecord } from '../errors';
import type { MessageFromText, MessageToText } from './text-messages';
import { startWatched, type WorkerPort } from '../client/worker-life';

/** A running text worker. */
export type TextPort = WorkerPort<MessageToText>;

/** Starts a text worker, which reports its answers and its end. */
export type StartText = (onMessage: (message: MessageFromText) => void, onEnd: (details: string) => void) => TextPort;

/** Text embeddings of one model, each computed once; the worker with its wasm heap starts with the first. */
export class TextService {
  readonly #tower: () => Promise<TextTower>;
  readonly #start: StartText;
  readonly #known = new Map<string, EncodedText>();
  readonly #pending = new Map<
    number,
    { readonly resolve: (encoded: readonly EncodedText[]) => void; readonly reject: (error: EngineError) => void }
  >();
  #worker: TextPort | null = null;
  #opened: Promise<unknown> | null = null;
  #nextId = 1;
  #disposed = false;

  constructor(tower: () => Promise<TextTower>, start: StartText) {
    this.#tower = tower;
    this.#start = start;
  }

  /** @throws EngineError `empty-prompt`, `prompt-too-long`, or what is wrong with the text tower */
  async embed(texts: readonly string[]): Promise<readonly TextEmbedding[]> {
    const unknown = [...new Set(texts)].filter((text) => !this.#known.has(text));
    if (unknown.length > 0) {
      await this.#open();
      const encoded = await this.#ask((id) => ({ kind: 'embed', id, texts: unknown }));
      unknown.forEach((text, index) => this.#known.set(text, encoded[index]!));
    }
    return texts.map((text) => ({ text, ...this.#known.get(text)! }));
  }

  dispose(): void {
    this.#disposed = true;
    this.#fail(replaced);
  }

  #open(): Promise<unknown> {
    this.#opened ??= this.#openWorker().catch((error: unknown) => {
      // The next request tries again, in a new worker.
      this.#worker?.terminate();
      this.#worker = null;
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  async #openWorker(): Promise<void> {
    const tower = await this.#tower();
    if (this.#disposed) throw new EngineError(replaced);
    this.#worker = this.#start(
      (message) => this.#receive(message),
      (details) => this.#fail({ ...stopped, details }),
    );
    const buffers = tower.external.flatMap(({ data }) => (data instanceof Uint8Array ? [data.buffer] : []));
    await this.#ask((id) => ({ kind: 'open', id, tower }), [tower.model.buffer, ...buffers]);
  }

  #ask(message: (id: number) => MessageToText, transfer: Transferable[] = []): Promise<readonly EncodedText[]> {
    const id = this.#nextId++;
    const worker = this.#worker;
    // The worker may have gone between its opening and this.
    if (worker === null) return Promise.reject(new EngineError(this.#disposed ? replaced : stopped));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.post(message(id), transfer);
    });
  }

  #receive(message: MessageFromText): void {
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    switch (message.kind) {
      case 'done':
        pending?.resolve(message.encoded);
        return;
      case 'failed':
        pending?.reject(new EngineError(message.error));
        return;
      default:
        message satisfies never;
    }
  }

  #fail(error: EngineErrorRecord): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#opened = null;
    for (const { reject } of this.#pending.values()) reject(new EngineError(error));
    this.#pending.clear();
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
