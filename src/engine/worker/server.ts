import { cancelled } from '../../errors/cancelled';
import type { EngineErrorRecord } from '../../errors/areas';
import type { CallName, Calls, MessageFromEngine, MessageToEngine, RequestMessage } from '../client/messages';
import { StepGate } from './step-gate';

/** What a handler may use besides its request. */
export interface CallContext<Name extends CallName> {
  /** Aborted when the caller loses interest. */
  readonly signal: AbortSignal;
  /** Pause, resume, step and stop of a job. */
  readonly gate: StepGate;
  /** Posts an event of this call; the buffers move to the page. */
  readonly emit: (event: Calls[Name]['event'], transfer?: readonly ArrayBufferLike[]) => void;
  /** Lets the buffers move to the page with the result, instead of being copied. */
  readonly handOver: (buffer: ArrayBufferLike) => void;
}

export type Handlers = {
  readonly [Name in CallName]: (
    request: Calls[Name]['request'],
    context: CallContext<Name>,
  ) => Promise<Calls[Name]['result']>;
};

/** The worker's end of the connection. */
export interface ServerPort {
  readonly post: (message: MessageFromEngine, transfer: Transferable[]) => void;
}

/** Answers requests with the handlers; controls and cancellations find their call by its id. */
export class EngineServer {
  readonly #port: ServerPort;
  readonly #handlers: Handlers;
  readonly #toRecord: (error: unknown) => EngineErrorRecord;
  readonly #calls = new Map<number, { readonly abort: AbortController; readonly gate: StepGate }>();

  constructor(port: ServerPort, handlers: Handlers, toRecord: (error: unknown) => EngineErrorRecord) {
    this.#port = port;
    this.#handlers = handlers;
    this.#toRecord = toRecord;
  }

  /** Handles one message from the page; resolves when it is answered. */
  async receive(message: MessageToEngine): Promise<void> {
    switch (message.kind) {
      case 'request':
        await this.#answer(message);
        return;
      case 'control': {
        const call = this.#calls.get(message.id);
        if (message.control === 'cancel') call?.abort.abort(cancelled());
        else call?.gate.control(message.control);
        return;
      }
      default:
        message satisfies never;
    }
  }

  async #answer<Name extends CallName>(message: RequestMessage<Name>): Promise<void> {
    const { id, call } = message;
    const abort = new AbortController();
    const gate = new StepGate(message.stopFlag);
    const handedOver: ArrayBufferLike[] = [];
    this.#calls.set(id, { abort, gate });
    // A cancelled job must not wait at its gate for ever.
    abort.signal.addEventListener('abort', () => gate.control('stop'));
    try {
      const handler = this.#handlers[call];
      const result = await handler(message.request, {
        signal: abort.signal,
        gate,
        emit: (event, transfer = []) => this.#post({ kind: 'event', id, call, event } as MessageFromEngine, transfer),
        handOver: (buffer) => handedOver.push(buffer),
      });
      this.#post({ kind: 'result', id, call, result } as MessageFromEngine, handedOver);
    } catch (error) {
      this.#post({ kind: 'error', id, error: this.#toRecord(abort.signal.aborted ? cancelled() : error) }, []);
    } finally {
      this.#calls.delete(id);
    }
  }

  #post(message: MessageFromEngine, transfer: readonly ArrayBufferLike[]): void {
    // A shared buffer cannot be transferred; it is copied.
    this.#port.post(
      message,
      transfer.filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer),
    );
  }
}
