import { isEngineError, isFormatError, type EngineError, type EngineErrorRecord } from '../errors/areas';

/** Any error as it crosses the worker border; what no one foresaw becomes `internal` with its stack as details. */
export function toErrorRecord(error: unknown): EngineErrorRecord {
  if (isEngineError(error)) return withDetails(error);
  if (isFormatError(error)) return { code: 'bundle-file-broken', message: error.message, hint: error.hint };
  const text = error instanceof Error ? error.message : String(error);
  if (soundsLikeDeviceLoss(text)) {
    return {
      code: 'device-lost',
      message: 'The GPU stopped working in the middle of the computation.',
      hint: 'The engine starts anew.',
      details: text,
    };
  }
  if (soundsLikeMemory(text)) {
    return {
      code: 'out-of-memory',
      message: 'The memory does not suffice for this computation.',
      hint: 'Use fewer crops or images a step, smaller images, or another backend.',
      details: text,
    };
  }
  return {
    code: 'internal',
    message: `Something unforeseen went wrong: ${text}`,
    hint: 'Reload the page; if it happens again, report it with the details.',
    details: error instanceof Error ? (error.stack ?? text) : text,
  };
}

/** What caused it is the detail of an error that has no details of its own. */
function withDetails(error: EngineError): EngineErrorRecord {
  const record = error.toRecord();
  return record.details === undefined && error.cause instanceof Error
    ? { ...record, details: error.cause.message }
    : record;
}

function soundsLikeDeviceLoss(text: string): boolean {
  return /device (was|is) lost|device lost|instance reference no longer exists/iu.test(text);
}

function soundsLikeMemory(text: string): boolean {
  return /out of memory|array buffer allocation failed|invalid (typed )?array length|mappedAtCreation|cannot enlarge memory|memory access out of bounds/iu.test(
    text,
  );
}
