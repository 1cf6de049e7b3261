import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import { wellFormedJson } from '../../formats/text/well-formed-json';
import * as v from 'valibot';
import type { SafetensorsFile, WritableTensor } from '../../formats/safetensors/safetensors';
import { curveLength, type CurveTable } from '../records/curve-table';
import { describeIssue } from '../records/schema-parts';

/** Kinds of work that can go on after a reload, with what their files say that they are. */
export const unfinishedFormats = {
  training: 'clip-the-gap-checkpoint',
  optimisation: 'clip-the-gap-optimisation',
  evaluation: 'clip-the-gap-evaluation',
} as const;

export type UnfinishedKind = keyof typeof unfinishedFormats;

/** What a file without the right format is not. */
const fileNames: Readonly<Record<UnfinishedKind, string>> = {
  training: 'training checkpoint',
  optimisation: 'checkpoint of an optimisation',
  evaluation: 'unfinished evaluation',
};

const curvesName = 'run/curves';
/** Of the metadata: the run as JSON. */
const runKey = 'run';

/** The kind of a stored file; null for one of another program. */
export function unfinishedKind({ metadata }: SafetensorsFile): UnfinishedKind | null {
  const format = metadata.get('format');
  const kinds = Object.keys(unfinishedFormats) as UnfinishedKind[];
  return kinds.find((kind) => unfinishedFormats[kind] === format) ?? null;
}

/** The metadata of a run. */
export function describeRun(run: object): Readonly<Record<string, string>> {
  return { [runKey]: wellFormedJson(run) };
}

/** What {@link describeRun} has written. @throws FormatError for a file of another kind or version, or one that is damaged */
export function parseRun<Schema extends v.GenericSchema>(
  file: SafetensorsFile,
  kind: UnfinishedKind,
  schema: Schema,
  version: number,
): v.InferOutput<Schema> {
  if (unfinishedKind(file) !== kind)
    throw broken(`The file is no ${fileNames[kind]}`, 'Choose a checkpoint that this page has exported.');
  const json = file.metadata.get(runKey);
  if (json === undefined)
    throw broken(
      'The checkpoint does not say which run it belongs to',
      'It was written outside of this page: go on with it by the same command.',
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw broken('The run in the checkpoint is no JSON', 'The file was changed or damaged: export it again.');
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const other = typeof value === 'object' && value !== null && 'version' in value ? value.version : 'none';
  throw other === version
    ? broken(`The run in the checkpoint cannot be read (${describeIssue(parsed.issues)})`, 'Export it again.')
    : broken(
        `The run in the checkpoint has version ${String(other)}, this page reads ${version}`,
        'Open it with the version of this page that wrote it.',
      );
}

/** `run/curves`: little-endian float64 as bytes, `[columns, rows, 8]`. */
export function curvesTensor(curves: CurveTable): WritableTensor {
  const rows = curveLength(curves);
  const bytes = new Uint8Array(curves.values.length * rows * 8);
  curves.values.forEach((column, at) =>
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, rows * 8), at * rows * 8),
  );
  return { name: curvesName, dtype: 'U8', shape: [curves.values.length, rows, 8], data: bytes };
}

/** @param rows steps that are done @throws FormatError where the file has others */
export async function readCurves(file: SafetensorsFile, columns: readonly string[], rows: number): Promise<CurveTable> {
  const tensor = file.get(curvesName);
  if (tensor.dtype !== 'U8' || tensor.shape.join() !== [columns.length, rows, 8].join())
    throw broken('The curves in the checkpoint do not fit its steps', 'Export the checkpoint again.');
  const bytes = await tensor.read();
  // A read tensor is a copy with its own buffer.
  return {
    columns,
    values: columns.map((_, at) => new Float64Array(bytes.buffer, at * rows * 8, rows) as Float64Array<ArrayBuffer>),
  };
}

export function broken(message: string, hint: string): FormatError {
  return new CodedError('invalid-data', `${message}.`, hint);
}
