import { expect, it } from 'vitest';
import { StepGate } from './step-gate';

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
