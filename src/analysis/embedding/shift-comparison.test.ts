import { expect, test } from 'vitest';
import type { ShiftMeasurement } from '../../engine/engine';
import { parseCsv } from '../../formats/tables/testing-csv';
import type { MovedPrompts } from '../../runs/records/explain-record';
import { comparisonCsv, compareShifts } from './shift-comparison';

const vector = (...values: number[]) => Float32Array.from(values);
const measured: ShiftMeasurement = {
  scenes: 2,
  shifts: [
    { condition: 'night-rainy', shift: vector(1, 0, 0), embeddingShift: vector(0, 1), reliability: 1 },
    { condition: 'daytime-foggy', shift: vector(0, 2, 0), embeddingShift: vector(3, 0), reliability: 1 },
  ],
  sourceMean: vector(0, 0, 0),
  sourceDeviation: vector(1, 1, 1),
  policies: [],
  offsets: null,
};
const prompts = ['an image of a cat', 'an image taken on a rain night', 'an image taken on a fog day'];

test('each prompt against its own weather and the others, in each space that has a vector', () => {
  const movers: MovedPrompts[] = [
    {
      title: 'text-chosen',
      prompts,
      vectors: {
        embedding: [vector(9, 9), vector(0, 2), vector(3, 4)],
        features: [vector(1, 1, 1), vector(0, 1, 0), vector(0, 3, 4)],
      },
    },
    {
      title: 'text direction',
      prompts,
      vectors: { embedding: [vector(9, 9), vector(0, 1), vector(1, 0)], features: null },
    },
  ];
  const compared = compareShifts(measured, movers);
  expect(compared.map(({ title, space }) => [title, space])).toEqual([
    ['text-chosen', 'embedding'],
    ['text direction', 'embedding'],
    ['text-chosen', 'features'],
  ]);
  const [chosen, direction, features] = compared;
  expect(chosen!.whole.meanDiagonal).toBeCloseTo((1 + 0.6) / 2, 6);
  expect(chosen!.whole.meanOffDiagonal).toBeCloseTo((0 + 0.8) / 2, 6);
  expect(chosen!.whole).toMatchObject({ judged: 2, right: 1 });
  expect(direction!.whole).toMatchObject({ judged: 2, right: 2, meanDiagonal: 1 });
  expect(features!.whole.meanDiagonal).toBeCloseTo((0 + 0.6) / 2, 6);
});

test('vectors of another model, and prompts that name no weather, are left out', () => {
  const other = { title: 'other', prompts, vectors: { embedding: prompts.map(() => vector(1, 2, 3)), features: null } };
  const cat = { title: 'cat', prompts: [prompts[0]!], vectors: { embedding: [vector(1, 2)], features: null } };
  expect(compareShifts(measured, [other, cat])).toEqual([]);
});

test('the table as CSV', () => {
  const compared = compareShifts(measured, [
    { title: 'same', prompts: prompts.slice(1), vectors: { embedding: [vector(0, 1), vector(1, 0)], features: null } },
  ]);
  const { header, rows } = parseCsv(comparisonCsv(compared, { scenes: 2, modelHash: 'abc' }));
  expect(header).toContain('own_centred');
  expect(rows[0]!.slice(0, 6)).toEqual(['same', 'embedding', '1', '0', '2', '2']);
});
