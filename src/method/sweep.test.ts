import { describe, expect, test } from 'vitest';
import { readValues, suggestedValues } from './sweep';

describe('values suggested for a comparison', () => {
  test.each([
    ['learningRate', 0.01, [0.003, 0.01, 0.03]],
    ['iterations', 150, [50, 150, 500]],
    ['l1Weight', 0, [0, 0.3, 1]],
    ['l1Weight', 1, [0.3, 1, 3]],
    ['seed', 1, [1, 2, 3]],
    // Within the limits, and none twice.
    ['seed', 4_294_967_295, [4_294_967_295]],
    ['iterations', 1, [1, 3]],
    ['learningRate', 10, [3, 10]],
  ] as const)('%s %d', (key, value, values) => expect(suggestedValues(key, value)).toEqual(values));
});

describe('values that are typed', () => {
  test.each([
    ['learningRate', '0.003, 0.01, .03', [0.003, 0.01, 0.03]],
    ['learningRate', ' 1e-3 1e-2;0.1 ', [0.001, 0.01, 0.1]],
    ['seed', '1,2,2,1,3', [1, 2, 3]],
  ] as const)('%s of %j', (key, text, values) => expect(readValues(key, text)).toEqual({ kind: 'values', values }));

  test.each([
    ['learningRate', '', 'Type at least two values, with commas between them.'],
    ['learningRate', '0.01, 0.01', 'Type at least two values, with commas between them.'],
    ['learningRate', '0.01, fast', 'Learning rate must be a number.'],
    ['learningRate', '0.01, 11', 'Learning rate must lie between 0.000001 and 10.'],
    ['seed', '1, 1.5', 'Seed must be a whole number.'],
    ['seed', '1 2 3 4 5 6 7 8 9', 'At most 8 values can be compared.'],
  ] as const)('%s of %j is refused', (key, text, problem) =>
    expect(readValues(key, text)).toEqual({ kind: 'problem', problem }),
  );
});
