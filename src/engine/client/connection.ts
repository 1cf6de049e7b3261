import { cancelled } from '../../errors/cancelled';
import { CodedError } from '../../errors/coded-error';
import type { EngineErrorRecord } from '../../errors/areas';
import type { CallName, Calls, MessageFromEngine, MessageToEngine, RequestMessage } from './messages';
import { PendingRequests } from './pending-requests';
import { createStopFlag, type JobControl, raiseStopFlag } from '../worker/step-gate';
import type { StartWorker, WorkerPort } from './worker-life';

/** One running engine worker, as the client sees it. */
export type EnginePort = WorkerPort<MessageToEngine>;

/** Starts an engine worker. */
export type SpawnEngine = StartWorker<MessageToEngine, MessageFromEngine>;

/** A call under way. */
export interface Call<Name extends CallName> {
  readonly result: Promise<Calls[Name]['result']>;
  control(control: JobControl | 'cancel'): void;
}

/** The answer of a call, or the word that it is cancelled: the caller hears of that at once, the worker when it next listens. */
export function untilAborted<Name extends CallName>(
  { result, control }: Call<Name>,
  signal: AbortSignal,
): Promise<Calls[Name]['result']> {
  return new Promise((resolve, reject) => {
    const cancel = () => {
      control('cancel');
      reject(cancelled());
    };
    signal.addEventListener('abort', cancel, { once: true });
    void result.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}

/** Calls over one worker's lifetime, which begins with the first of them, so that no picture waits for its script: ids, pending answers, and the end of them all when the worker dies. */
export class Connection {
  readonly #spawn: () => EnginePort;
  #port: EnginePort | null = null;
  readonly #requests = new PendingRequests<unknown, unknown>();
  readonly #onTrouble: (error: EngineErrorRecord) => void;
  readonly #onEnd: (error: EngineErrorRecord) => void;
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
    if (this.#closed !== null) return { result: Promise.reject(CodedError.of(this.#closed)), control: () => undefined };
    const stopFlag = createStopFlag();
    // The worker answers a call with that call's own types: `messages.ts` ties them together on both sides.
    const { id, answer } = this.#requests.send(
      (own) => {
        this.#port ??= this.#spawn();
        this.#port.post({ kind: 'request', id: own, call, request, stopFlag } as RequestMessage);
      },
      onEvent as ((event: unknown) => void) | undefined,
    );
    const control = (wish: JobControl | 'cancel') => {
      if (!this.#requests.waits(id)) return;
      if (wish === 'stop' || wish === 'cancel') raiseStopFlag(stopFlag);
      this.#port?.post({ kind: 'control', id, control: wish });
    };
    return { result: answer as Promise<Calls[Name]['result']>, control };
  }

  /** Ends the worker and everything that waits for it, without a word to `onEnd`. */
  close(error: EngineErrorRecord): void {
    if (this.#closed !== null) return;
    this.#closed = error;
    this.#port?.terminate();
    this.#requests.rejectAll(error);
  }

  #end(error: EngineErrorRecord): void {
    if (this.#closed !== null) return;
    this.close(error);
    this.#onEnd(error);
  }

  #receive(message: MessageFromEngine): void {
    switch (message.kind) {
      case 'result':
        return this.#requests.resolve(message.id, message.result);
      case 'error':
        return this.#requests.reject(message.id, CodedError.of(message.error));
      case 'event':
        return this.#requests.tell(message.id, message.event);
      case 'trouble':
        if (message.restart) this.#end(message.error);
        else this.#onTrouble(message.error);
        return;
      default:
        message satisfies never;
    }
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
