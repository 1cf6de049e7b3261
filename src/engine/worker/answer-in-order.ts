import { toErrorRecord } from '../error-record';
import type { Reply } from '../client/request-worker';

/** An answer, and which of its buffers move with it. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly transfer?: Transferable[];
}

/** Takes a worker's requests, and posts their answers one after the other, in the order in which they came. */
export function answerInOrder<Request extends { readonly id: number }, Answer>(
  answer: (request: Request) => Promise<Answered<Answer>>,
): (message: MessageEvent<Request>) => void {
  let last: Promise<void> = Promise.resolve();
  return ({ data }) => {
    last = last.then(async () => {
      const [reply, transfer] = await replyTo(data, answer);
      globalThis.postMessage(reply, { transfer });
    });
  };
}

/** The reply to one request, and what moves with it. */
export async function replyTo<Request extends { readonly id: number }, Answer>(
  request: Request,
  answer: (request: Request) => Promise<Answered<Answer>>,
): Promise<readonly [Reply<Answer>, Transferable[]]> {
  const { id } = request;
  try {
    const answered = await answer(request);
    return [{ kind: 'done', id, answer: answered.answer }, answered.transfer ?? []];
  } catch (error) {
    return [{ kind: 'failed', id, error: toErrorRecord(error) }, []];
  }
}
