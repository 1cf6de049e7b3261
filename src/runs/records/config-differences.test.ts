import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareConfigs, flattenConfig } from './config-differences';

it('flattens nested keys, keeps lists of plain values together, and leaves out what is undefined', () => {
  const config = {
    steps: 3,
    nested: { a: null, deeper: { b: true } },
    targets: ['night', 'rain'],
    crops: [{ x: 1 }, { x: 2 }],
    empty: [],
    offset: Float32Array.of(3, 4),
    absent: undefined,
  };
  expect([...flattenConfig(config)]).toEqual([
    ['steps', '3'],
    ['nested.a', 'none'],
    ['nested.deeper.b', 'true'],
    ['targets', 'night; rain'],
    ['crops.0.x', '1'],
    ['crops.1.x', '2'],
    ['empty', ''],
    ['offset', '2 numbers, norm 5.00000'],
  ]);
});

it('tells same from different, and what a run has not', () => {
  expect(
    compareConfigs([
      { a: 1, b: { c: 2 } },
      { a: 1, b: { c: 3 }, d: 'x' },
    ]),
  ).toEqual([
    { key: 'a', values: ['1', '1'], same: true },
    { key: 'b.c', values: ['2', '3'], same: false },
    { key: 'd', values: [null, 'x'], same: false },
  ]);
});

it('finds no difference between a configuration and itself', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 3 }), (config) => {
      expect(compareConfigs([config, structuredClone(config)]).filter(({ same }) => !same)).toEqual([]);
    }),
  );
});
