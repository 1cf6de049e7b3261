import { expect, test } from 'vitest';
import { parseCsv } from '../../formats/tables/testing-csv';
import { poolOffsets } from '../../runs/records/offsets-record';
import type { ExplainedOffsets } from './pooled-means';
import {
  conditionsOfPrompts,
  shiftAlignment,
  shiftCsv,
  shiftFooter,
  shiftMatrix,
  targetCondition,
} from './shift-alignment';

const prompts = ['an image taken on a rain night', 'an image taken on a fog day', 'an image of a cat'];

function offsetsOf(means: readonly (readonly number[])[]): ExplainedOffsets {
  const offsets = {
    sourcePrompt: 'an image taken during the day',
    targetPrompts: prompts,
    channels: 3,
    height: 1,
    width: 1,
    values: Float32Array.from(means.flat()),
  };
  return { title: 'test', offsets, pooled: poolOffsets(offsets) };
}

const shift = (condition: string, ...values: number[]) => ({
  condition,
  shift: Float32Array.from(values),
  embeddingShift: new Float32Array(2),
  reliability: 0.9,
});
const measured = {
  scenes: 4,
  shifts: [shift('night-clear', 0, 0, 1), shift('daytime-foggy', 0, 2, 0), shift('night-rainy', 3, 0, 0)],
  sourceMean: new Float32Array(3),
  sourceDeviation: new Float32Array(3).fill(1),
  policies: [],
  offsets: null,
};

test('a prompt names a condition, unless it names the source or none', () => {
  expect(prompts.map(targetCondition)).toEqual(['night-rainy', 'daytime-foggy', null]);
  expect(targetCondition('a clear day')).toBeNull();
  expect(conditionsOfPrompts([...prompts, prompts[0]!])).toEqual(['night-rainy', 'daytime-foggy']);
});

test('own weathers come first, and right rows are counted', () => {
  const result = shiftAlignment(
    offsetsOf([
      [1, 0, 0],
      [3, 4, 0],
      [0, 0, 2],
    ]),
    measured,
  )!;
  expect(result.conditions).toEqual(['night-rainy', 'daytime-foggy', 'night-clear']);
  expect(result.answers).toEqual(['night-rainy', 'daytime-foggy', null]);
  expect(result.alignment).toMatchObject({ judged: 2, right: 2 });
  expect(result.alignment.meanDiagonal).toBeCloseTo(0.9, 6);
  expect(result.offsetNorms).toEqual([1, 5, 2]);
  expect(result.shiftNorms).toEqual([3, 2, 1]);
  const { header, rows } = parseCsv(shiftCsv(result, 'abc'));
  expect(rows).toHaveLength(9);
  expect(rows.filter((row) => row[header.indexOf('own')] === '1').map((row) => Number(row[3]))).toEqual([1, 0.8]);
});

test('the matrix of page and figure frames the own weather; centred cosines reach from −1 to 1', () => {
  const offsets = offsetsOf([
    [1, 0, 0],
    [3, 4, 0],
    [0, 0, 2],
  ]);
  const names = {
    prompts: ['rain night', 'fog day', 'cat'],
    conditions: ['Night rainy', 'Daytime foggy', 'Night clear'],
  };
  const whole = shiftMatrix(shiftAlignment(offsets, measured)!, names);
  expect(whole.columns).toEqual(names.conditions);
  expect(whole.rows.map(({ name, own }) => [name, own])).toEqual([
    ['rain night', 0],
    ['fog day', 1],
    ['cat', null],
  ]);
  expect(whole.rows[1]!.values.map((value) => Number(value.toFixed(6)))).toEqual([0.6, 0.8, 0]);
  expect(whole.range).toEqual([0, 1]);
  expect(shiftMatrix(shiftAlignment(offsets, measured, true)!, names).range).toEqual([-1, 1]);
});

test('below the matrix every reliability has two digits, in whichever column it stands', () => {
  const offsets = offsetsOf([
    [1, 0, 0],
    [3, 4, 0],
    [0, 0, 2],
  ]);
  expect(shiftFooter(shiftAlignment(offsets, measured)!)).toEqual([
    { name: '‖true shift‖', cells: ['3.00', '2.00', '1.00'] },
    { name: 'reliability', cells: ['0.90', '0.90', '0.90'] },
  ]);
});

test('offsets of another size are not compared', () => {
  const other = { ...measured, sourceMean: new Float32Array(4) };
  expect(shiftAlignment(offsetsOf([[1], [2], [3]]), other)).toBeNull();
});
