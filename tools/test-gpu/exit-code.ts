import { CodedError } from '../../src/errors/coded-error';

/** How a tool ends that failed: 2 where it was called wrongly, which stays so until the call is corrected; 1 for everything else. */
export function exitCodeOfFailure(error: unknown): 1 | 2 {
  return error instanceof CodedError && error.code === 'bad-arguments' ? 2 : 1;
}
