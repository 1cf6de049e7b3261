import { ModelError } from '../clip/model-error';
import { DataSetError } from '../data/data-set-error';
import { FormatError } from '../formats/format-error';
import { EngineError, type EngineErrorRecord } from './errors';

/** Any error as it crosses the worker border; what no one foresaw becomes `internal` with its stack as details. */
export function toErrorRecord(error: unknown): EngineErrorRecord {
  if (error instanceof EngineError) return error.toRecord();
  if (error instanceof ModelError || error instanceof DataSetError)
    return withDetails(error, { code: error.code, message: error.message, hint: error.hint });
  if (error instanceof FormatError) return { code: 'bundle-file-broken', message: error.message, hint: error.hint };
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

function withDetails(error: Error, record: EngineErrorRecord): EngineErrorRecord {
  return error.cause instanceof Error ? { ...record, details: error.cause.message } : record;
}

function soundsLikeDeviceLoss(text: string): boolean {
  return /device (was|is) lost|device lost|instance reference no longer exists/iu.test(text);
}

function soundsLikeMemory(text: string): boolean {
  return /out of memory|array buffer allocation failed|invalid (typed )?array length|mappedAtCreation|cannot enlarge memory|memory access out of bounds/iu.test(
    text,
  );
}
