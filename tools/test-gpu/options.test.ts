import { CodedError } from '../../src/errors/coded-error';
import { expect, test } from 'vitest';
import { parseOptions } from './options';

test('by default the whole suite runs in a headless browser', () => {
  expect(parseOptions([])).toMatchObject({ runtime: 'browser', headed: false, record: false, goldens: false });
  expect(parseOptions([]).groups).toEqual(['kernels', 'goldens', 'determinism', 'growth', 'speed', 'device-loss']);
  expect(parseOptions([]).out).toMatch(/\.cache[/\\]test-gpu$/u);
});

test('groups run in the order of the suite, in Node without the one that needs a page', () => {
  expect(parseOptions(['--only', 'speed, kernels']).groups).toEqual(['kernels', 'speed']);
  expect(parseOptions(['--node']).groups).toEqual(['kernels', 'goldens', 'determinism', 'growth', 'speed']);
});

test.each([
  [['--fast'], /Unknown option '--fast'.*Options: --headed/u],
  [['kernels'], /Unexpected argument/u],
  [['--only', 'colours'], /no group colours.*kernels/u],
  [['--node', '--only', 'device-loss'], /no group device-loss here/u],
  [['--node', '--headed'], /needs no browser/u],
  [['--record', '--only', 'kernels'], /--record keeps speeds/u],
])('bad use is told: %j', (args, message) => {
  expect(() => parseOptions(args)).toThrow(CodedError);
  expect(() => parseOptions(args)).toThrow(message);
});
