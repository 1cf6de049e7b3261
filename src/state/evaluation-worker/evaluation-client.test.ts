import { beforeEach, expect, it } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import { Random } from '../../math/random';
import { toErrorRecord } from '../../engine/error-record';
import { toImageRows, type ImageRows } from '../../metrics/image-rows';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { exampleEvaluation } from '../../runs/testing';
import { answerEvaluation } from '../../analysis/results/answer-evaluation';
import { EvaluationClient, type StartEvaluationWorker } from './evaluation-client';
import type { MessageFromEvaluation } from './evaluation-messages';
import type { Query, QueryName } from '../../analysis/results/evaluation-queries';
import { RecordMirror } from './record-mirror';

let images: ImageRows[];
/** Of the workers that were started. */
let workers: { readonly mirror: RecordMirror; images: number; answers: boolean; readonly end: () => void }[];

/** A worker's own parts behind messages that are cloned. */
const start: StartEvaluationWorker = (onMessage, onEnd) => {
  const worker = { mirror: new RecordMirror(), images: 0, answers: true, end: () => onEnd('killed') };
  workers.push(worker);
  const post = (message: MessageFromEvaluation) => queueMicrotask(() => onMessage(structuredClone(message)));
  return {
    terminate: () => undefined,
    post: (sent) => {
      const message = structuredClone(sent);
      switch (message.kind) {
        case 'images':
          worker.images += message.rows.length;
          return worker.mirror.take(message);
        case 'records':
          return worker.mirror.take(message);
        case 'ask': {
          const { id, name, query } = message;
          if (!worker.answers) return;
          return void answerEvaluation(worker.mirror.records, name, query).then(
            (answer) => post({ kind: 'done', id, answer }),
            (error: unknown) => post({ kind: 'failed', id, error: toErrorRecord(error) }),
          );
        }
        case 'drop':
          return;
        default:
          message satisfies never;
      }
    },
  };
};

beforeEach(() => {
  workers = [];
  const random = new Random(3);
  const box = () => {
    const [x, y] = [random.integer(60), random.integer(60)];
    return boxXYXY(x, y, x + 20 + random.integer(9), y + 20 + random.integer(9));
  };
  const some = () => Array.from({ length: 4 }, () => ({ classIndex: random.integer(3), box: box() }));
  images = Array.from({ length: 450 }, () => {
    const gt = some();
    // Half of the objects are found.
    const found = [...gt.slice(2), ...some()].map((one) => ({ ...one, score: random.integer(100) / 100 }));
    return toImageRows(
      { width: 100, height: 100 },
      gt,
      found.toSorted((a, b) => b.score - a.score),
    );
  });
});

function record(id: string, count: number, from = images): EvaluationRecord {
  const whole = exampleEvaluation(id);
  return { ...whole, domains: [{ name: whole.domains[0]!.name, images: from.slice(0, count) }] };
}

const look = { domain: null, classIndex: null, scoreThresh: 0.4 } as const;
const queries: { readonly [Name in QueryName]?: Query<Name> } = {
  averages: { metric: 'coco50', besideReference: true },
  curves: look,
  sweep: { ...look, side: 'b' },
  confusion: { domain: null, scoreThresh: 0.4, side: 'a' },
  findings: { ...look, side: 'a', kind: 'false-positive', order: 'iou-down', maxScore: 0.9, limit: 5 },
  changes: { ...look, kind: 'kept', limit: 5 },
  summary: { side: 'a' },
};

it('answers as this thread does while the evaluation grows, and sends each image once', async () => {
  const client = new EvaluationClient(start);
  for (const count of [1, 2, 250, 450]) {
    const records = { a: record('a', count), b: record('b', count, images.toReversed()) };
    for (const [name, query] of Object.entries(queries) as [QueryName, Query<QueryName>][])
      expect(await client.ask(records, name, query)).toEqual(await answerEvaluation(records, name, query));
  }
  expect(workers).toHaveLength(1);
  expect(workers[0]!.images).toBe(900);
});

it('begins anew with another list of images, or a shorter one', async () => {
  const client = new EvaluationClient(start);
  const ask = async (a: EvaluationRecord) => {
    const records = { a, b: null };
    const query = { metric: 'voc2007', besideReference: false } as const;
    expect(await client.ask(records, 'averages', query)).toEqual(await answerEvaluation(records, 'averages', query));
  };
  await ask(record('a', 30));
  await ask(record('a', 10));
  await ask(record('a', 20, images.toReversed()));
  await ask(record('a', 0));
  await ask(record('other', 5));
});

it('sends views of a file’s columns without what is beside them', async () => {
  const column = new Float32Array(100_000);
  const rows = { ...images[0]!, scores: column.subarray(5, 5 + images[0]!.scores.length) };
  const sizes: number[] = [];
  const client = new EvaluationClient((onMessage, onEnd) => {
    const port = start(onMessage, onEnd);
    return {
      ...port,
      post: (message) => {
        if (message.kind === 'images') sizes.push(...message.rows.map(({ scores }) => scores.buffer.byteLength));
        port.post(message);
      },
    };
  });
  await client.ask({ a: record('a', 1, [rows]), b: null }, 'summary', { side: 'a' });
  expect(sizes).toEqual([4 * rows.scores.length]);
});

it('says that its worker died, and starts another, which gets all images, for the next question', async () => {
  const client = new EvaluationClient(start);
  const records = { a: record('a', 3), b: null };
  await client.ask(records, 'summary', { side: 'a' });
  workers[0]!.answers = false;
  const lost = client.ask(records, 'summary', { side: 'a' });
  setTimeout(() => workers[0]!.end());
  await expect(lost).rejects.toMatchObject({ code: 'internal', details: 'killed' });
  expect(await client.ask(records, 'summary', { side: 'a' })).toEqual(
    await answerEvaluation(records, 'summary', { side: 'a' }),
  );
  expect(workers.map((worker) => worker.images)).toEqual([3, 3]);
});
