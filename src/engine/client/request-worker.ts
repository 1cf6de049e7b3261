import { CodedError } from '../../errors/coded-error';
import type { EngineErrorRecord } from '../../errors/areas';
import { PendingRequests } from './pending-requests';
import type { StartWorker, WorkerPort } from './worker-life';

/** What a worker says of a request: events, then its answer or what went wrong. */
export type Reply<Answer, Event = never> =
  | { readonly kind: 'event'; readonly id: number; readonly event: Event }
  | { readonly kind: 'done'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly id: number; readonly error: EngineErrorRecord };

interface AskOptions<Sent, Event> {
  /** Moves to the worker. */
  readonly transfer?: Transferable[];
  readonly onEvent?: ((event: Event) => void) | undefined;
  /** Ends the waiting with its reason; the worker gets the message of `drop`. */
  readonly signal?: AbortSignal | undefined;
  readonly drop?: (id: number) => Sent;
}

/**
 * Requests to a worker, which starts with the first of them. When it dies, all that waits is rejected, and the next request starts another.
 *
 * @example
 * const requests = new RequestWorker<Order, Picture>(start, { code: 'internal', message: 'It stopped.', hint: 'Try again.' });
 * const picture = await requests.ask(requests.open(), (id) => ({ id, order }));
 */
export class RequestWorker<Sent, Answer, Event = never> {
  readonly #start: StartWorker<Sent, Reply<Answer, Event>>;
  readonly #died: EngineErrorRecord;
  readonly #onEnd: () => void;
  readonly #requests = new PendingRequests<Answer, Event>();
  #worker: WorkerPort<Sent> | null = null;
  /** Why there is no worker. */
  #ended: EngineErrorRecord;

  /**
   * @param died what those who wait hear when the worker dies; its details are added
   * @param onEnd told when a worker has died or was ended: what it knew is gone
   */
  constructor(
    start: StartWorker<Sent, Reply<Answer, Event>>,
    died: EngineErrorRecord,
    onEnd: () => void = () => undefined,
  ) {
    this.#start = start;
    this.#died = died;
    this.#onEnd = onEnd;
    this.#ended = died;
  }

  /** The worker; another one than before where that has ended. */
  open(): WorkerPort<Sent> {
    if (this.#worker) return this.#worker;
    const worker = this.#start(
      (message) => this.#receive(message),
      (details) => {
        if (this.#worker === worker) this.end({ ...this.#died, details });
      },
    );
    this.#worker = worker;
    return worker;
  }

  runs(worker: WorkerPort<Sent>): boolean {
    return worker === this.#worker;
  }

  /** Asks a worker that was opened. @throws EngineError where it has ended since; what the worker fails with; the signal's reason */
  ask(
    worker: WorkerPort<Sent>,
    message: (id: number) => Sent,
    { transfer = [], onEvent, signal, drop }: AskOptions<Sent, Event> = {},
  ): Promise<Answer> {
    if (!this.runs(worker)) return Promise.reject(CodedError.of(this.#ended));
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const { id, answer } = this.#requests.send((own) => worker.post(message(own), transfer), onEvent);
    signal?.addEventListener('abort', () => {
      if (!this.#requests.waits(id)) return;
      if (drop) worker.post(drop(id));
      this.#requests.reject(id, signal.reason);
    });
    return answer;
  }

  /** Ends the worker, and with this error all that waits for it. */
  end(error: EngineErrorRecord): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#ended = error;
    this.#onEnd();
    this.#requests.rejectAll(error);
  }

  #receive(message: Reply<Answer, Event>): void {
    switch (message.kind) {
      case 'event':
        return this.#requests.tell(message.id, message.event);
      case 'done':
        return this.#requests.resolve(message.id, message.answer);
      case 'failed':
        return this.#requests.reject(message.id, CodedError.of(message.error));
      default:
        message satisfies never;
    }
  }
}
