import { describe, expect, test } from 'vitest';
import { isEngineError, isFormatError, isModelError } from './areas';
import { brokenFile } from './broken-file';
import { CodedError } from './coded-error';
import { isErrorCode } from './codes';

describe('the one error', () => {
  test('a record and its error hold the same', () => {
    const record = { code: 'internal', message: 'It stopped.', hint: 'Reload.', details: 'at line 1' } as const;
    expect(CodedError.of(record).toRecord()).toEqual(record);
    expect(structuredClone(new CodedError('busy', 'Busy.', 'Wait.').toRecord())).toEqual({
      code: 'busy',
      message: 'Busy.',
      hint: 'Wait.',
    });
  });

  test('its cause stays with it', () => {
    const cause = new Error('disk');
    expect(new CodedError('internal', 'a', 'b', { cause }).cause).toBe(cause);
    expect(brokenFile('Get another.', (reason) => `No styles: ${reason}.`)('too short', cause)).toMatchObject({
      code: 'bundle-file-broken',
      message: 'No styles: too short.',
      hint: 'Get another.',
      cause,
    });
  });

  test('guards go by the area of the code', () => {
    const truncated = new CodedError('truncated', 'a', 'b');
    expect([isFormatError(truncated), isModelError(truncated), isEngineError(truncated)]).toEqual([true, false, false]);
    // A model's errors are among those that a call of the engine rejects with.
    const config = new CodedError('bad-config', 'a', 'b');
    expect([isFormatError(config), isModelError(config), isEngineError(config)]).toEqual([false, true, true]);
    expect(isEngineError(Object.assign(new Error('a'), { code: 'busy', hint: 'b' }))).toBe(false);
  });

  test('codes of elsewhere are not taken for ours', () => {
    expect(isErrorCode('taken')).toBe(true);
    for (const foreign of ['ENOENT', undefined, 20]) expect(isErrorCode(foreign)).toBe(false);
  });
});
