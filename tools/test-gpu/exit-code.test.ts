import { expect, test } from 'vitest';
import { CodedError } from '../../src/errors/coded-error';
import { exitCodeOfFailure } from './exit-code';

test.each([
  [new CodedError('bad-arguments', '--only: there is no part x.', ''), 2],
  [new CodedError('backend-unavailable', 'There is no WebGPU in Node.', 'Install a driver.'), 1],
  [new CodedError('internal', 'It stopped.', ''), 1],
  [new Error('disk'), 1],
])('%s', (error, code) => {
  expect(exitCodeOfFailure(error)).toBe(code);
});
