import { describe, expect, it } from 'vitest';
import { createOptimisationCurve, createTrainingCurve, Curve } from './curve';
import { curvesCsv } from './curves-csv';
import { optimisationRows, trainingRows } from './step-rows';

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

describe('rows of steps', () => {
  const training = {
    step: 0,
    seconds: 1.5,
    lossTotal: 10,
    lossRpnObjectness: 1,
    lossRpnBox: 2,
    lossClassification: 3,
    lossBox: 4,
    augmented: true,
    learningRate: 0.001,
  };

  it('become rows of the curve, value by value', () => {
    const curve = createTrainingCurve();
    curve.appendRows(trainingRows([training, { ...training, step: 1, augmented: false }]));
    expect(curvesCsv(curve.toTable())).toBe(
      'step,seconds,loss_total,loss_rpn_objectness,loss_rpn_box,loss_classification,loss_box,augmented,learning_rate\n' +
        '0,1.5,10,1,2,3,4,1,0.001\n1,1.5,10,1,2,3,4,0,0.001\n',
    );
  });

  it('are refused by a curve of other columns', () => {
    const step = { step: 0, seconds: 0, lossTotal: 0, lossCosine: 0, lossL1: 0 };
    const rows = optimisationRows([{ ...step, cosine: Float32Array.of(1), l1: Float32Array.of(1) }]);
    expect(() => createOptimisationCurve(2).appendRows(rows)).toThrow('7 values for 9 columns');
    const curve = createOptimisationCurve(1);
    curve.appendRows(optimisationRows([]));
    expect(curve.length).toBe(0);
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
    curve.appendRows(optimisationRows([step]));
    expect(curvesCsv(curve.toTable())).toBe(
      'step,seconds,loss_total,loss_cosine,loss_l1,cosine_0,l1_0,cosine_1,l1_1\n0,0.5,0.75,0.5,0.25,1,0.5,0.5,0.25\n',
    );
  });
});
