import { describe, expect, it } from 'vitest';
import { appendOptimisationSteps, createOptimisationCurve, Curve } from './curve';
import { curvesCsv } from './curves-csv';

describe('Curve', () => {
  it('grows and keeps every row', () => {
    const curve = new Curve(['step', 'loss'], () => undefined);
    for (let step = 0; step < 1000; step++) curve.append([step, 1 / (step + 1)]);
    expect(curve.length).toBe(1000);
    expect(curve.column('step')[999]).toBe(999);
    expect(curve.last('loss')).toBe(0.001);
    expect(Curve.from(curve.toTable()).column('loss')).toEqual(curve.column('loss'));
  });

  it('goes on after an empty table', () => {
    const curve = Curve.from(new Curve(['step']).toTable());
    curve.append([1]);
    expect([...curve.column('step')]).toEqual([1]);
  });

  it('tells listeners once a frame', () => {
    const frames: (() => void)[] = [];
    const curve = new Curve(['step'], (callback) => frames.push(callback));
    let calls = 0;
    const stop = curve.subscribe(() => calls++);
    curve.append([0]);
    curve.append([1]);
    expect(frames).toHaveLength(1);
    frames[0]!();
    expect(calls).toBe(1);
    stop();
    curve.append([2]);
    expect(frames).toHaveLength(1);
  });

  it('refuses rows of another length', () => {
    expect(() => new Curve(['a', 'b']).append([1])).toThrow('1 values for 2 columns');
  });
});

describe('curvesCsv', () => {
  it('has the header of the headless contract', () => {
    const curve = createOptimisationCurve(2);
    const step = {
      step: 0,
      seconds: 0.5,
      lossTotal: 0.75,
      lossCosine: 0.5,
      lossL1: 0.25,
      cosine: Float32Array.of(1, 0.5),
      l1: Float32Array.of(0.5, 0.25),
    };
    appendOptimisationSteps(curve, [step]);
    expect(curvesCsv(curve.toTable())).toBe(
      'step,seconds,loss_total,loss_cosine,loss_l1,cosine_0,l1_0,cosine_1,l1_1\n0,0.5,0.75,0.5,0.25,1,0.5,0.5,0.25\n',
    );
  });
});
