import { CodedError, type ErrorRecord } from './coded-error';
import {
  dataSetErrorCodes,
  engineErrorCodes,
  formatErrorCodes,
  modelErrorCodes,
  sessionErrorCodes,
  type DataSetErrorCode,
  type EngineErrorCode,
  type ErrorCode,
  type FormatErrorCode,
  type ModelErrorCode,
  type SessionErrorCode,
} from './codes';

/** A file that cannot be read. */
export type FormatError = CodedError<FormatErrorCode>;
/** A model, an input or a configuration that cannot be used. */
export type ModelError = CodedError<ModelErrorCode>;
/** A folder or zip file that is no data set. */
export type DataSetError = CodedError<DataSetErrorCode>;
/** What a call of the engine rejects with; the errors of models and data sets are among them. */
export type EngineError = CodedError<EngineErrorCode>;
/** A file that is not opened as a session. */
export type SessionError = CodedError<SessionErrorCode>;

/** An {@link EngineError} as it crosses the worker's border. */
export type EngineErrorRecord = ErrorRecord<EngineErrorCode>;

export const isFormatError = guard(formatErrorCodes);
export const isModelError = guard(modelErrorCodes);
export const isDataSetError = guard(dataSetErrorCodes);
export const isEngineError = guard(engineErrorCodes);
export const isSessionError = guard(sessionErrorCodes);

function guard<Code extends ErrorCode>(codes: readonly Code[]) {
  const area: ReadonlySet<ErrorCode> = new Set(codes);
  return (error: unknown): error is CodedError<Code> => error instanceof CodedError && area.has(error.code);
}
