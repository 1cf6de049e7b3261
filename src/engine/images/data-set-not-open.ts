import { CodedError } from '../../errors/coded-error';

/** The error for a data set that is asked for and not open. */
export function dataSetNotOpen(title: string): CodedError<'data-set-missing'> {
  return new CodedError(
    'data-set-missing',
    `The data set “${title}” is not open.`,
    'Choose its folder or zip file again under Data; the same files are recognised.',
  );
}
