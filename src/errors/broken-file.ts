import { CodedError } from './coded-error';

/** @returns the error of a file that is there and is not what it should be, for a reason and its cause */
export type BrokenFile = (reason: string, cause?: unknown) => CodedError<'bundle-file-broken'>;

/**
 * What readers of one kind of file say of a broken one.
 *
 * @param hint how to get a whole file
 * @param says the sentence for a reason; the reason itself, where it is a sentence already
 * @example
 * const broken = brokenFile('Choose another styles.safetensors.', (reason) => `This is no file of styles: ${reason}.`);
 * throw broken('it has no tensor “styles”');
 */
export function brokenFile(hint: string, says: (reason: string) => string = (reason) => reason): BrokenFile {
  return (reason, cause) => new CodedError('bundle-file-broken', says(reason), hint, { cause });
}
