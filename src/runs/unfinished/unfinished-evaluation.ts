import * as v from 'valibot';
import { blobSourceOf } from '../../formats/blob-source';
import {
  openSafetensors,
  writeSafetensors,
  type SafetensorsFile,
  type WritableTensor,
} from '../../formats/safetensors/safetensors';
import { encodeEvaluation, evaluationSchema, type EvaluationRecord } from '../records/evaluation-record';
import { describeIssue, text } from '../records/schema-parts';
import { broken, describeRun, parseRun, unfinishedFormats } from './unfinished-file';

/** One or two detectors on the same images, of which some are still to be done. */
export interface UnfinishedEvaluation {
  /** That of the first record. */
  readonly id: string;
  readonly a: EvaluationRecord;
  readonly b: EvaluationRecord | null;
}

const version = 1;
const schema = v.object({ version: v.literal(version), id: text });
const names = { a: 'run/evaluation-a', b: 'run/evaluation-b' } as const;

/** One file: the records as JSON, each a tensor of bytes. */
export function writeUnfinishedEvaluation({ id, a, b }: UnfinishedEvaluation): Blob {
  const record = (name: string, evaluation: EvaluationRecord): WritableTensor => {
    const data = new TextEncoder().encode(JSON.stringify(encodeEvaluation(evaluation)));
    return { name, dtype: 'U8', shape: [data.length], data };
  };
  const tensors = [record(names.a, a), ...(b ? [record(names.b, b)] : [])];
  const metadata = { format: unfinishedFormats.evaluation, ...describeRun({ version, id }) };
  return new Blob([writeSafetensors(tensors, metadata)]);
}

/** @throws FormatError that says what was expected */
export async function readUnfinishedEvaluation(file: Blob): Promise<UnfinishedEvaluation> {
  const opened = await openSafetensors(blobSourceOf(file));
  const { id } = parseRun(opened, 'evaluation', schema, version);
  const b = opened.tensors.has(names.b) ? await readRecord(opened, names.b) : null;
  return { id, a: await readRecord(opened, names.a), b };
}

async function readRecord(file: SafetensorsFile, name: string): Promise<EvaluationRecord> {
  const bytes = await file.get(name).read();
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes as Uint8Array<ArrayBuffer>));
  } catch {
    throw broken('The evaluation in the file is no JSON', 'The file was changed or damaged: evaluate again.');
  }
  const parsed = v.safeParse(evaluationSchema, value);
  if (!parsed.success)
    throw broken(`The evaluation in the file cannot be read (${describeIssue(parsed.issues)})`, 'Evaluate again.');
  return parsed.output;
}
