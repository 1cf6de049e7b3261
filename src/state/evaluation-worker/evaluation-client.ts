import type { EngineErrorRecord } from '../../errors/areas';
import { RequestWorker } from '../../engine/client/request-worker';
import { startWatched, type StartWorker, type WorkerPort } from '../../engine/client/worker-life';
import type { ImageRows } from '../../metrics/image-rows';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { MessageFromEvaluation, MessageToEvaluation, RecordHead } from './evaluation-messages';
import type { Answer, AskEvaluation, AskOptions, Query, QueryName } from '../../analysis/results/evaluation-queries';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';

/** Starts an evaluation worker. */
export type StartEvaluationWorker = StartWorker<MessageToEvaluation, MessageFromEvaluation>;

/** Images of one message; many at once would hold the page up. */
const imagesAtOnce = 200;

/** The page's side: sends what the worker does not have yet of the records, then the question. After a worker that died the next question starts another. */
export class EvaluationClient {
  readonly #requests: RequestWorker<MessageToEvaluation, Answer<QueryName>, number>;
  /** Images that the worker has, by record and domain. */
  readonly #sent = new Map<string, ImageRows[][]>();
  /** Questions wait for the images of those before them. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(start: StartEvaluationWorker) {
    this.#requests = new RequestWorker(start, died, () => this.#sent.clear());
  }

  /** @throws EngineError `internal` where the worker died; the signal's reason */
  readonly ask: AskEvaluation = (records, name, query, options = {}) => {
    const asked = this.#turn.then(() => this.#ask(records, name, query, options));
    // The next question waits until this one is on its way, not until it is answered.
    this.#turn = asked.then(
      () => undefined,
      () => undefined,
    );
    return asked.then(({ answer }) => answer as Promise<never>);
  };

  async #ask<Name extends QueryName>(
    records: EvaluationRecords,
    name: Name,
    query: Query<Name>,
    { signal, onProgress }: AskOptions,
  ): Promise<{ readonly answer: Promise<Answer<QueryName>> }> {
    signal?.throwIfAborted();
    const worker = this.#requests.open();
    await this.#send(worker, records);
    const answer = this.#requests.ask(worker, (id) => ({ kind: 'ask', id, name, query }), {
      onEvent: onProgress,
      signal,
      drop: (id) => ({ kind: 'drop', id }),
    });
    // It is handed on as an object, because a promise would be waited for.
    answer.catch(() => undefined);
    return { answer };
  }

  async #send(worker: WorkerPort<MessageToEvaluation>, { a, b }: EvaluationRecords): Promise<void> {
    worker.post({ kind: 'records', a: headOf(a), b: b && headOf(b) });
    const records = b ? [a, b] : [a];
    for (const id of this.#sent.keys()) if (!records.some((record) => record.id === id)) this.#sent.delete(id);
    for (const record of records) {
      const known = this.#sent.get(record.id) ?? record.domains.map((): ImageRows[] => []);
      this.#sent.set(record.id, known);
      for (const [domain, { images }] of record.domains.entries()) {
        const sent = known[domain]!;
        // Another list than the one that was sent, or a shorter one: from the beginning.
        if (sent.length > images.length || sent.at(-1) !== images[sent.length - 1]) sent.length = 0;
        if (sent.length === 0 && images.length === 0)
          worker.post({ kind: 'images', record: record.id, domain, from: 0, rows: [] });
        while (sent.length < images.length) {
          const rows = images.slice(sent.length, sent.length + imagesAtOnce);
          worker.post({ kind: 'images', record: record.id, domain, from: sent.length, rows: rows.map(withOwnBuffers) });
          sent.push(...rows);
          if (sent.length < images.length) await new Promise((resolve) => setTimeout(resolve));
          if (!this.#requests.runs(worker)) return;
        }
      }
    }
  }
}

const died: EngineErrorRecord = {
  code: 'internal',
  message: 'The worker that counts what an evaluation found stopped unexpectedly.',
  hint: 'The images that are done are kept; look at the results again, or reload the page.',
};

function headOf({ domains, ...head }: EvaluationRecord): RecordHead {
  return { ...head, domains: domains.map(({ name }) => name) };
}

/** Images that were read from a file are views of columns, which would cross whole with each of them. */
function withOwnBuffers(rows: ImageRows): ImageRows {
  const own = <View extends Uint8Array | Uint16Array | Float32Array>(view: View): View =>
    view.byteLength === view.buffer.byteLength ? view : (view.slice() as View);
  const { gtDifficult } = rows;
  return {
    ...rows,
    gtClasses: own(rows.gtClasses),
    gtBoxes: own(rows.gtBoxes),
    ...(gtDifficult ? { gtDifficult: own(gtDifficult) } : {}),
    classes: own(rows.classes),
    scores: own(rows.scores),
    boxes: own(rows.boxes),
  };
}

const client = new EvaluationClient((onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./evaluation.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  ),
);

/** What counts is loaded when it is needed: usually the worker has it alone. */
const answerHere: AskEvaluation = async (...asked) => {
  const { answerEvaluation } = await import('../../analysis/results/answer-evaluation');
  return answerEvaluation(...asked);
};

/** Asks the evaluation worker; this thread answers where there are no workers, as in tests. */
export const askEvaluation: AskEvaluation = (records, name, query, options) => {
  if (typeof Worker === 'undefined') return answerHere(records, name, query, options);
  return client.ask(records, name, query, options);
};

/** Asks for what must not be lost: this thread answers where the worker cannot. */
export const askSafely: AskEvaluation = (records, name, query, options) =>
  askEvaluation(records, name, query, options).catch(() => answerHere(records, name, query, options));
