import { beforeEach, expect, test } from 'vitest';
import { CodedError } from '../../errors/coded-error';
import type { RunStatus } from '../store/optimisation-slice';
import { store } from '../store/store';
import { cancellableWork, type JobDescription, JobRunner, whatIsKept } from './job';

const initial = store.getInitialState();
beforeEach(() => store.setState(initial, true));

const failure = new CodedError('device-lost', 'The GPU stopped working.', 'It starts anew.');

interface Settleable<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: Error) => void;
}

/** A promise that the test settles. */
function settleable<Value>(): Settleable<Value> {
  let [resolve, reject]: [Settleable<Value>['resolve'], Settleable<Value>['reject']] = [() => {}, () => {}];
  const promise = new Promise<Value>((resolvePromise, rejectPromise) => {
    [resolve, reject] = [resolvePromise, rejectPromise];
  });
  return { promise, resolve, reject };
}

/** A job whose preparation and work end when they are told to; all that happens to it is noted. */
function rig() {
  const runner = new JobRunner();
  const seen: string[] = [];
  const note = (what: string) => () => void seen.push(what);
  const preparation = settleable<string>();
  const work = settleable<number>();
  const description: JobDescription<string, number> = {
    runId: 'run',
    prepare: (signal) => {
      signal.addEventListener('abort', note('aborted'));
      return preparation.promise;
    },
    start: (prepared) => {
      seen.push(`start ${prepared}`);
      const [pause, resume, step, save] = [note('pause'), note('resume'), note('step'), note('save')];
      return { pause, resume, step, save, stop: note('stop'), result: work.promise };
    },
    end: (result, prepared) => void seen.push(`end ${prepared} ${result}`),
    fail: (error, prepared) => void seen.push(`fail ${prepared} ${(error as Error).message}`),
    giveUp: note('gave up'),
  };
  return { runner, seen, preparation, work, run: (change = {}) => runner.run({ ...description, ...change }) };
}

/** Lets everything happen that waits for nothing. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a job is prepared, started, steered and ended', async () => {
  const { runner, seen, preparation, work, run } = rig();
  const ended = run();
  // Nothing to steer yet.
  runner.save();
  preparation.resolve('ready');
  await settled();
  expect(seen).toEqual(['start ready']);
  const shown: object[] = [];
  const toggle = (status: RunStatus) =>
    runner.toggle(
      status,
      (change) => shown.push(change),
      () => seen.push('begin'),
    );
  toggle('running');
  toggle('paused');
  runner.step();
  runner.save();
  runner.stop();
  for (const status of ['preparing', 'storing'] as const) toggle(status);
  work.resolve(7);
  await ended;
  expect(seen).toEqual(['start ready', 'pause', 'resume', 'step', 'save', 'stop', 'end ready 7']);
  expect(shown).toEqual([{ status: 'paused', secondsLeft: null }, { status: 'running' }]);
  runner.stop();
  for (const status of ['empty', 'finished', 'stopped', 'failed'] as const) toggle(status);
  expect(seen.slice(7)).toEqual(['begin', 'begin', 'begin', 'begin']);
});

test.each([
  ['late', (preparation: Settleable<string>) => preparation.resolve('ready')],
  ['with an error of its own', (preparation: Settleable<string>) => preparation.reject(failure)],
])('stop while it is prepared gives it up at once, and for good where the preparation ends %s', async (_, finish) => {
  const { runner, seen, preparation, run } = rig();
  const ended = run();
  await settled();
  runner.stop();
  expect(seen).toEqual(['aborted', 'gave up']);
  finish(preparation);
  await ended;
  expect(seen).toEqual(['aborted', 'gave up']);
  expect(store.getState().notices).toEqual([]);
});

test('stop before the preparation has begun begins none', async () => {
  const { runner, seen, run } = rig();
  const ended = run();
  runner.stop();
  await ended;
  expect(seen).toEqual(['gave up']);
});

test('the next run is left alone by the end of one that was given up', async () => {
  const { runner, seen, preparation, work, run } = rig();
  const first = run({ prepare: () => preparation.promise });
  await settled();
  runner.stop();
  const second = run({ prepare: async () => 'second' });
  preparation.resolve('first');
  await first;
  await settled();
  runner.save();
  work.resolve(1);
  await second;
  expect(seen).toEqual(['gave up', 'start second', 'save', 'end second 1']);
});

test('a preparation that fails gives the run up, and says why', async () => {
  const { seen, preparation, run } = rig();
  preparation.reject(failure);
  await run();
  expect(seen).toEqual(['gave up']);
  expect(store.getState().notices).toMatchObject([{ message: failure.message, hint: failure.hint }]);
});

test('work that fails is told to its description, also where it fails as it starts', async () => {
  const { seen, preparation, work, run } = rig();
  preparation.resolve('ready');
  work.reject(failure);
  await run();
  await run({
    start: () => {
      throw failure;
    },
  });
  expect(seen).toEqual(['start ready', ...Array.from({ length: 2 }, () => `fail ready ${failure.message}`)]);
});

test('a run whose remains cannot be kept ends all the same, and says so', async () => {
  const { seen, preparation, work, run } = rig();
  preparation.resolve('ready');
  work.reject(failure);
  await run({ fail: () => Promise.reject(new CodedError('internal', 'The library is closed.', 'Reload.')) });
  expect(seen).toEqual(['start ready']);
  expect(store.getState().notices).toMatchObject([{ message: 'The library is closed.' }]);
});

test.each(['result', 'failure'])('a job that was abandoned is stopped, and its %s is not wanted', async (outcome) => {
  const { runner, seen, preparation, work, run } = rig();
  const ended = run();
  preparation.resolve('ready');
  await settled();
  runner.abandon();
  if (outcome === 'result') work.resolve(1);
  else work.reject(failure);
  await ended;
  expect(seen).toEqual(['start ready', 'aborted', 'stop']);
});

test('work that can only be cancelled fails as cancelled after that, whatever becomes of it', async () => {
  for (const settle of ['resolve', 'reject'] as const) {
    const inner = settleable<number>();
    const { stop, result, pause } = cancellableWork((signal) => {
      signal.addEventListener('abort', () => (settle === 'resolve' ? inner.resolve(1) : inner.reject(failure)));
      return inner.promise;
    });
    stop();
    await expect(result).rejects.toMatchObject({ code: 'cancelled' });
    expect(pause).toBeUndefined();
  }
  expect(await cancellableWork(async () => 2).result).toBe(2);
  await expect(cancellableWork(() => Promise.reject(failure)).result).rejects.toBe(failure);
});

test('what is kept of a failed run is said in a sentence', () => {
  expect(whatIsKept('step', 0, null)).toBe('');
  expect(whatIsKept('step', 3, null)).toMatch(/before its first checkpoint/u);
  expect(whatIsKept('iteration', 12, 10)).toBe('“Go on” repeats what came after the checkpoint of iteration 10 of 12.');
});
