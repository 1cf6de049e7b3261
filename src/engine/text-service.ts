import type { EncodedText, TextTower } from '../clip/text-encoder';
import type { TextEmbedding } from './engine';
import { EngineError, type EngineErrorRecord } from './errors';
import type { MessageFromText, MessageToText } from './text-messages';

/** The text worker as this file needs it; a `Worker`, but for tests. */
export interface TextPort {
  postMessage(message: MessageToText, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<MessageFromText>) => void): void;
  addEventListener(type: 'error', listener: (event: ErrorEvent) => void): void;
  terminate(): void;
}

/** Text embeddings of one model, each computed once; the worker with its wasm heap starts with the first. */
export class TextService {
  readonly #tower: () => Promise<TextTower>;
  readonly #start: () => TextPort;
  readonly #known = new Map<string, EncodedText>();
  readonly #pending = new Map<
    number,
    { readonly resolve: (encoded: readonly EncodedText[]) => void; readonly reject: (error: EngineError) => void }
  >();
  #worker: TextPort | null = null;
  #opened: Promise<unknown> | null = null;
  #nextId = 1;
  #disposed = false;

  constructor(tower: () => Promise<TextTower>, start: () => TextPort) {
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
    const worker = this.#start();
    this.#worker = worker;
    worker.addEventListener('message', ({ data }) => this.#receive(data));
    worker.addEventListener('error', ({ message }) =>
      this.#fail({
        code: 'internal',
        message: 'The text encoder stopped unexpectedly.',
        hint: 'Try again; it starts anew.',
        details: message,
      }),
    );
    const buffers = tower.external.flatMap(({ data }) => (data instanceof Uint8Array ? [data.buffer] : []));
    await this.#ask((id) => ({ kind: 'open', id, tower }), [tower.model.buffer, ...buffers]);
  }

  #ask(message: (id: number) => MessageToText, transfer: Transferable[] = []): Promise<readonly EncodedText[]> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#worker?.postMessage(message(id), transfer);
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

/** Starts the real text worker. */
export function startTextWorker(): TextPort {
  return new Worker(new URL('./text.worker.ts', import.meta.url), { type: 'module', name: 'clip-text' });
}
