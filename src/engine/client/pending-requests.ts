import { CodedError } from '../../errors/coded-error';
import type { EngineErrorRecord } from '../../errors/areas';

interface Pending<Answer, Event> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
  readonly onEvent: ((event: Event) => void) | undefined;
}

/** A request on its way. */
export interface SentRequest<Answer> {
  readonly id: number;
  readonly answer: Promise<Answer>;
}

/**
 * Requests to another thread that wait for their answers, each under an id of its own. What comes for an id that waits no more is ignored.
 *
 * @example
 * const { answer } = requests.send((id) => worker.postMessage({ id, text }));
 * worker.onmessage = ({ data }) => requests.resolve(data.id, data.length);
 */
export class PendingRequests<Answer, Event = never> {
  readonly #pending = new Map<number, Pending<Answer, Event>>();
  #nextId = 1;

  /** Posts a request; one that cannot be posted rejects. */
  send(post: (id: number) => void, onEvent?: (event: Event) => void): SentRequest<Answer> {
    const id = this.#nextId++;
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onEvent });
      try {
        post(id);
      } catch (error) {
        this.reject(id, CodedError.of(unsent(error), { cause: error }));
      }
    });
    return { id, answer };
  }

  waits(id: number): boolean {
    return this.#pending.has(id);
  }

  resolve(id: number, answer: Answer): void {
    this.#take(id)?.resolve(answer);
  }

  reject(id: number, reason: unknown): void {
    this.#take(id)?.reject(reason);
  }

  /** Hands on what happens before the answer. */
  tell(id: number, event: Event): void {
    this.#pending.get(id)?.onEvent?.(event);
  }

  rejectAll(error: EngineErrorRecord): void {
    for (const id of this.#pending.keys()) this.reject(id, CodedError.of(error));
  }

  #take(id: number): Pending<Answer, Event> | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

function unsent(error: unknown): EngineErrorRecord {
  return {
    code: 'internal',
    message: 'A request could not be sent to its worker.',
    hint: 'Reload the page.',
    details: String(error),
  };
}
