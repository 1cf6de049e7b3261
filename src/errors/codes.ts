/** Why a file is not of the form that it should have (`src/formats`). */
export const formatErrorCodes = [
  'truncated',
  'invalid-header',
  'invalid-tensor',
  'unsupported-type',
  'too-large',
  'external-data',
  'invalid-data',
  'missing-tensor',
  /** A pickle that names classes or functions beyond those of weights. */
  'foreign-code',
] as const;

/** What can be wrong with a model, its inputs or a configuration. */
export const modelErrorCodes = [
  'empty-prompt',
  'prompt-too-long',
  'no-target-prompt',
  'image-too-small',
  'bundle-file-missing',
  'bundle-file-broken',
  'bundle-mismatch',
  'unsupported-model',
  'bad-config',
  'diverged',
] as const;

/** Why a folder or a zip file is no data set that can be used (`src/data`). */
export const dataSetErrorCodes = ['no-data-set', 'data-set-unreadable'] as const;

/** Everything that a call of the engine can fail with. */
export const engineErrorCodes = [
  ...modelErrorCodes,
  ...dataSetErrorCodes,
  'image-unreadable',
  'image-too-large',
  /** An image by its id, which the engine holds no more. */
  'image-unknown',
  'data-set-missing',
  'download-interrupted',
  'backend-unavailable',
  'device-lost',
  'out-of-memory',
  'cancelled',
  'busy',
  'internal',
] as const;

/** Why a file is not opened as a session. */
export const sessionErrorCodes = ['not-a-session', 'session-too-new', 'session-broken', 'session-too-large'] as const;

/** Why the library of runs does not do what it is asked. */
export const libraryErrorCodes = ['run-unreadable', 'taken'] as const;

/** How a command line can be wrong; everything else that a command fails with has one of the codes above. */
export const commandErrorCodes = ['bad-arguments'] as const;

export type FormatErrorCode = (typeof formatErrorCodes)[number];
export type ModelErrorCode = (typeof modelErrorCodes)[number];
export type DataSetErrorCode = (typeof dataSetErrorCodes)[number];
export type EngineErrorCode = (typeof engineErrorCodes)[number];
export type SessionErrorCode = (typeof sessionErrorCodes)[number];
export type LibraryErrorCode = (typeof libraryErrorCodes)[number];
export type CommandErrorCode = (typeof commandErrorCodes)[number];

/** Every code that there is. */
export type ErrorCode = FormatErrorCode | EngineErrorCode | SessionErrorCode | LibraryErrorCode | CommandErrorCode;

const everyCode: ReadonlySet<unknown> = new Set<ErrorCode>([
  ...formatErrorCodes,
  ...engineErrorCodes,
  ...sessionErrorCodes,
  ...libraryErrorCodes,
  ...commandErrorCodes,
]);

/** Whether something that came from elsewhere, such as from another process, is a code of ours. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return everyCode.has(code);
}
