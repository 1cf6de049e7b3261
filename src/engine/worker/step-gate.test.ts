import { expect, it } from 'vitest';
import { createStopFlag, raiseStopFlag, StepGate } from './step-gate';

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

async function count(gate: StepGate): Promise<() => number> {
  let steps = 0;
  void (async () => {
    while (await gate.next()) {
      steps++;
      await turn();
    }
  })();
  await turn();
  return () => steps;
}

it('lets iterations through until it is stopped', async () => {
  const gate = new StepGate();
  const steps = await count(gate);
  await turn();
  gate.control('stop');
  const last = steps();
  expect(last).toBeGreaterThan(0);
  await turn();
  await turn();
  expect(steps()).toBe(last);
  gate.control('resume');
  expect(gate.stopped).toBe(true);
});

it('counts the steps of a paused job exactly', async () => {
  const gate = new StepGate();
  gate.control('pause');
  const steps = await count(gate);
  expect(steps()).toBe(0);
  gate.control('step');
  gate.control('step');
  for (let i = 0; i < 5; i++) await turn();
  expect(steps()).toBe(2);
  gate.control('resume');
  for (let i = 0; i < 5; i++) await turn();
  expect(steps()).toBeGreaterThan(2);
  gate.control('stop');
});

it('ends a paused job that is stopped', async () => {
  const gate = new StepGate();
  gate.control('pause');
  const next = gate.next();
  gate.control('stop');
  expect(await next).toBe(false);
});

it('ends work inside an iteration, by its message or by the flag that comes before it', async () => {
  const flag = createStopFlag();
  for (const [gate, stop] of [
    [new StepGate(), (stopped: StepGate) => stopped.control('stop')],
    [new StepGate(flag), () => raiseStopFlag(flag)],
  ] as const) {
    let done = 0;
    const work = async () => {
      for (; done < 10; done++) {
        gate.check();
        if (done === 3) stop(gate);
      }
    };
    await gate.untilStopped(work());
    expect(done).toBe(4);
    expect(gate.stopped).toBe(true);
    expect(await gate.next()).toBe(false);
  }
});

it('does not take another error for its own', async () => {
  const gate = new StepGate();
  gate.control('stop');
  await expect(gate.untilStopped(Promise.reject(new Error('out of memory')))).rejects.toThrow('out of memory');
});

it('waits for work unless it is stopped', async () => {
  const gate = new StepGate();
  expect(await gate.unlessStopped(Promise.resolve(7))).toBe(7);
  const never = gate.unlessStopped(new Promise<number>(() => undefined));
  gate.control('stop');
  expect(await never).toBeNull();
  expect(await gate.unlessStopped(new Promise<number>(() => undefined))).toBeNull();
  await expect(new StepGate().unlessStopped(Promise.reject(new Error('lost')))).rejects.toThrow('lost');
});
