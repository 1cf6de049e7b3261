import { EngineError, type EngineErrorRecord } from '../errors';
import type { CallName, Calls, MessageFromEngine, MessageToEngine, RequestMessage } from './messages';
import { createStopFlag, type JobControl, raiseStopFlag } from '../worker/step-gate';
import type { WorkerPort } from './worker-life';

/** One running engine worker, as the client sees it. */
export type EnginePort = WorkerPort<MessageToEngine>;

/** Starts an engine worker that reports to the two listeners. */
export type SpawnEngine = (
  onMessage: (message: MessageFromEngine) => void,
  onCrash: (details: string) => void,
) => EnginePort;

/** A call under way. */
export interface Call<Name extends CallName> {
  readonly result: Promise<Calls[Name]['result']>;
  control(control: JobControl | 'cancel'): void;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: EngineError) => void;
  readonly onEvent: ((event: unknown) => void) | undefined;
}

/** Calls over one worker's lifetime, which begins with the first of them, so that no picture waits for its script: ids, pending answers, and the end of them all when the worker dies. */
export class Connection {
  readonly #spawn: () => EnginePort;
  #port: EnginePort | null = null;
  readonly #pending = new Map<number, Pending>();
  readonly #onTrouble: (error: EngineErrorRecord) => void;
  readonly #onEnd: (error: EngineErrorRecord) => void;
  #nextId = 1;
  #closed: EngineErrorRecord | null = null;

  /** @param onEnd told once when the worker is beyond use, after every pending call was rejected */
  constructor(
    spawn: SpawnEngine,
    onTrouble: (error: EngineErrorRecord) => void,
    onEnd: (error: EngineErrorRecord) => void,
  ) {
    this.#onTrouble = onTrouble;
    this.#onEnd = onEnd;
    this.#spawn = () =>
      spawn(
        (message) => this.#receive(message),
        (details) => this.#end(workerDied(details)),
      );
  }

  call<Name extends CallName>(
    call: Name,
    request: Calls[Name]['request'],
    onEvent?: (event: Calls[Name]['event']) => void,
  ): Call<Name> {
    const id = this.#nextId++;
    if (this.#closed !== null)
      return { result: Promise.reject(new EngineError(this.#closed)), control: () => undefined };
    const stopFlag = createStopFlag();
    const result = new Promise<Calls[Name]['result']>((resolve, reject) => {
      // The worker answers a call with that call's own types: `messages.ts` ties them together on both sides.
      const pending = {
        resolve: resolve as (result: unknown) => void,
        reject,
        onEvent: onEvent as ((event: unknown) => void) | undefined,
      };
      this.#pending.set(id, pending);
      try {
        this.#port ??= this.#spawn();
        this.#port.post({ kind: 'request', id, call, request, stopFlag } as RequestMessage);
      } catch (error) {
        this.#pending.delete(id);
        reject(
          new EngineError({
            code: 'internal',
            message: 'A request could not be sent to the engine.',
            hint: 'Reload the page.',
            details: String(error),
          }),
        );
      }
    });
    const control = (wish: JobControl | 'cancel') => {
      if (!this.#pending.has(id)) return;
      if (wish === 'stop' || wish === 'cancel') raiseStopFlag(stopFlag);
      this.#port?.post({ kind: 'control', id, control: wish });
    };
    return { result, control };
  }

  /** Ends the worker and everything that waits for it, without a word to `onEnd`. */
  close(error: EngineErrorRecord): void {
    if (this.#closed !== null) return;
    this.#closed = error;
    this.#port?.terminate();
    for (const { reject } of this.#pending.values()) reject(new EngineError(error));
    this.#pending.clear();
  }

  #end(error: EngineErrorRecord): void {
    if (this.#closed !== null) return;
    this.close(error);
    this.#onEnd(error);
  }

  #receive(message: MessageFromEngine): void {
    switch (message.kind) {
      case 'result':
        this.#settle(message.id)?.resolve(message.result);
        return;
      case 'error':
        this.#settle(message.id)?.reject(new EngineError(message.error));
        return;
      case 'event':
        this.#pending.get(message.id)?.onEvent?.(message.event);
        return;
      case 'trouble':
        if (message.restart) this.#end(message.error);
        else this.#onTrouble(message.error);
        return;
      default:
        message satisfies never;
    }
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

function workerDied(details: string): EngineErrorRecord {
  return {
    code: 'internal',
    message: 'The engine stopped unexpectedly and is being started again.',
    hint: 'If it happens again, use smaller images or fewer crops: the memory may have run out.',
    details,
  };
}
