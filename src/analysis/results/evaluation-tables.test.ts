import { describe, expect, it } from 'vitest';
import { answerEvaluation } from './answer-evaluation';
import { classApTable } from './class-ap-table';
import { confusionRows } from './confusion-rows';
import { judgePicture } from './judged-picture';
import { precisionRecallPlots } from './precision-recall-plots';
import { exampleComparison } from '../testing';

const a = exampleComparison('Mine', { car: 0.9, bus: 0.8, falseCar: 0.7 }, { car: 0.9, bus: null });
const b = exampleComparison('Other', { car: 0.9, bus: null }, { car: 0.9, bus: 0.8 });
const look = { domain: null, classIndex: null, scoreThresh: 0.5 };

describe('table of AP by class', () => {
  it('has objects, both detectors and the difference of each domain', async () => {
    const averages = await answerEvaluation({ a, b }, 'averages', { metric: 'voc2007', besideReference: false });
    expect(classApTable(averages)).toEqual([
      {
        domain: 'daytime-clear',
        rows: [
          { kind: 'objects', values: [1, 1] },
          { kind: 'a', values: [1, 1] },
          { kind: 'b', values: [0, 1] },
          { kind: 'difference', values: [-1, 0] },
        ],
      },
      {
        domain: 'night-rainy',
        rows: [
          { kind: 'objects', values: [1, 1] },
          { kind: 'a', values: [0, 1] },
          { kind: 'b', values: [1, 1] },
          { kind: 'difference', values: [1, 0] },
        ],
      },
    ]);
  });

  it('has no difference of a domain that the second has not finished', async () => {
    const running = { ...b, domains: [b.domains[0]!, { name: 'night-rainy', images: [] }] };
    const averages = await answerEvaluation({ a, b: running }, 'averages', {
      metric: 'voc2007',
      besideReference: false,
    });
    const night = classApTable(averages)[1]!;
    expect(night.rows.find(({ kind }) => kind === 'difference')?.values).toEqual([null, null]);
  });
});

it('rows of the confusion matrix lead from each number to its boxes', async () => {
  const matrix = await answerEvaluation({ a, b }, 'confusion', { side: 'a', domain: null, scoreThresh: 0.5 });
  const rows = confusionRows(matrix, a.classes);
  expect(rows.map(({ name, total }) => [name, total])).toEqual([
    ['bus', 2],
    ['car', 2],
    ['background', 1],
  ]);
  const [bus, car, background] = rows;
  expect(bus!.cells).toEqual([
    { count: 1, share: 0.5, boxes: { kind: 'true-positive', classIndex: 0 } },
    { count: 0, share: 0, boxes: { kind: 'false-positive', classIndex: 1 } },
    { count: 1, share: 0.5, boxes: { kind: 'miss', classIndex: 0 } },
  ]);
  expect(car!.cells[1]).toEqual({ count: 2, share: 1, boxes: { kind: 'true-positive', classIndex: 1 } });
  expect(background!.cells[1]).toMatchObject({ count: 1, boxes: { kind: 'false-positive', classIndex: 1 } });
});

describe('plots of precision over recall', () => {
  it('have one for each class, or the one that is looked at, with the point at the threshold', async () => {
    const all = precisionRecallPlots(await answerEvaluation({ a, b }, 'curves', look), a.classes, null);
    expect(all.map(({ title, objects }) => [title, objects])).toEqual([
      ['bus', 2],
      ['car', 2],
    ]);
    // Two of two cars, and a third that is none.
    expect(all[1]!.a.dot).toEqual([1, 2 / 3]);
    const answer = await answerEvaluation({ a, b }, 'curves', { ...look, classIndex: 1 });
    expect(precisionRecallPlots(answer, a.classes, 1)).toEqual([all[1]]);
  });

  it('have no dot where nothing is above the threshold, and one detector alone', async () => {
    const answer = await answerEvaluation({ a, b: null }, 'curves', { ...look, scoreThresh: 0.95 });
    const [bus] = precisionRecallPlots(answer, a.classes, null);
    expect([bus!.a.dot, bus!.b]).toEqual([null, null]);
  });
});

it('a picture is judged above the threshold, best scores first', () => {
  const day = { domain: 'daytime-clear', index: 0 };
  const judged = judgePicture(a, day, 0.5);
  expect(judged.detections.map(({ className }) => className)).toEqual(['car', 'bus', 'car']);
  expect(judged.verdicts).toEqual(['true-positive', 'true-positive', 'false-positive']);
  expect(judged.groundTruth.map(({ className }) => className)).toEqual(['car', 'bus']);
  expect(judgePicture(a, day, 0.85)).toMatchObject({ correct: 1, missed: 1, ignored: 0 });
  expect(judgePicture(a, { domain: 'fog', index: 0 }, 0.5)).toMatchObject({
    detections: [],
    groundTruth: [],
    missed: 0,
  });
});
