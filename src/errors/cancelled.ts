import { CodedError } from './coded-error';

/** The error of everything that its caller cancelled. */
export function cancelled(): CodedError<'cancelled'> {
  return new CodedError('cancelled', 'Cancelled.', 'Start again when you like.');
}
