import { expect, it } from 'vitest';
import { type Reply, RequestWorker } from './request-worker';

interface Question {
  readonly id: number;
  readonly text?: string;
  readonly drop?: true;
}

const died = { code: 'internal', message: 'It stopped.', hint: 'Try again.' } as const;

/** Workers that answer when they are told to. */
function rig() {
  const workers: {
    readonly asked: Question[];
    readonly say: (reply: Reply<string, number>) => void;
    readonly end: () => void;
    refuses: boolean;
    terminated: boolean;
  }[] = [];
  let ends = 0;
  const requests = new RequestWorker<Question, string, number>(
    (onMessage, onEnd) => {
      const worker = {
        asked: [] as Question[],
        say: onMessage,
        end: () => onEnd('killed'),
        refuses: false,
        terminated: false,
      };
      workers.push(worker);
      return {
        post: (message) => {
          if (worker.refuses) throw new DOMException('no clone', 'DataCloneError');
          worker.asked.push(message);
        },
        terminate: () => {
          worker.terminated = true;
        },
      };
    },
    died,
    () => ends++,
  );
  const ask = (text: string, options = {}) => requests.ask(requests.open(), (id) => ({ id, text }), options);
  return { requests, workers, ask, ends: () => ends };
}

it('gives each request its own answer and events, in whatever order they come', async () => {
  const { ask, workers } = rig();
  const shares: number[] = [];
  const [first, second] = [ask('a', { onEvent: (share: number) => shares.push(share) }), ask('b')];
  const { asked, say } = workers[0]!;
  const [a, b] = asked.map(({ id }) => id);
  say({ kind: 'done', id: b!, answer: 'B' });
  say({ kind: 'event', id: a!, event: 0.5 });
  say({ kind: 'failed', id: a!, error: { code: 'bad-config', message: 'no', hint: 'other' } });
  // What comes late belongs to nobody.
  say({ kind: 'event', id: a!, event: 1 });
  say({ kind: 'done', id: 99, answer: '' });
  expect(await second).toBe('B');
  await expect(first).rejects.toMatchObject({ code: 'bad-config', message: 'no', hint: 'other' });
  expect(shares).toEqual([0.5]);
  expect(workers).toHaveLength(1);
});

it('rejects all that waits when the worker dies, and asks another one next', async () => {
  const { requests, ask, workers, ends } = rig();
  const former = requests.open();
  const lost = [ask('a'), ask('b')];
  workers[0]!.end();
  for (const one of lost) await expect(one).rejects.toMatchObject({ ...died, details: 'killed' });
  expect([workers[0]!.terminated, ends()]).toEqual([true, 1]);
  await expect(requests.ask(former, (id) => ({ id }))).rejects.toMatchObject({ ...died, details: 'killed' });
  const next = ask('c');
  // The former one is heard no more.
  workers[0]!.end();
  expect(workers).toHaveLength(2);
  workers[1]!.say({ kind: 'done', id: workers[1]!.asked[0]!.id, answer: 'C' });
  expect(await next).toBe('C');
});

it('ends the waiting of one request by its signal, and tells the worker', async () => {
  const { ask, workers } = rig();
  const abort = new AbortController();
  const drop = (id: number): Question => ({ id, drop: true });
  const [dropped, other] = [ask('a', { signal: abort.signal, drop }), ask('b')];
  const reason = new Error('enough');
  abort.abort(reason);
  await expect(dropped).rejects.toBe(reason);
  await expect(ask('c', { signal: abort.signal, drop })).rejects.toBe(reason);
  const { asked, say } = workers[0]!;
  expect(asked.map(({ text, drop: dropping }) => text ?? dropping)).toEqual(['a', 'b', true]);
  say({ kind: 'done', id: asked[0]!.id, answer: 'late' });
  say({ kind: 'done', id: asked[1]!.id, answer: 'B' });
  expect(await other).toBe('B');
});

it('rejects a request that cannot be posted, and no other', async () => {
  const { ask, workers } = rig();
  const first = ask('a');
  workers[0]!.refuses = true;
  await expect(ask('b')).rejects.toMatchObject({ code: 'internal', details: 'DataCloneError: no clone' });
  workers[0]!.say({ kind: 'done', id: workers[0]!.asked[0]!.id, answer: 'A' });
  expect(await first).toBe('A');
});
