import * as v from 'valibot';
import { domainColumns, encodeEvaluationHead, evaluatedDomain, evaluationHead } from '../records/evaluation-record';
import type { LibraryRecord, RunEntry, RunHead } from './library-record';
import { curveTable, offsetsRecord, optimisationHead, trainingHead } from '../records/run-schema';
import { count, describeIssue, text } from '../records/schema-parts';

/** The version of stored entries and bodies. */
const entryVersion = 1;

/** How a run is refused, in words that can follow its name. */
export type Read<Value> =
  | { readonly kind: 'read'; readonly value: Value }
  | { readonly kind: 'refused'; readonly reason: string };

const head = v.variant('kind', [
  v.strictObject(optimisationHead),
  v.strictObject(trainingHead),
  v.strictObject(evaluationHead),
]);

const entrySchema = v.strictObject({
  version: v.literal(entryVersion),
  head,
  summary: v.strictObject({
    steps: count,
    seconds: v.nullable(v.number()),
    loss: v.nullable(v.number()),
    ap: v.nullable(v.number()),
    domains: v.array(v.strictObject({ name: text, images: count, map50: v.nullable(v.number()) })),
  }),
  pinned: v.boolean(),
  note: text,
  bytes: v.number(),
});

const storedCurves = curveTable(v.instance(Float64Array));
const storedNumbers = v.instance(Float32Array);

/** Bodies keep typed arrays, which IndexedDB stores as they are: nothing of the offsets' precision is lost. */
const bodySchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('optimisation'),
    curves: storedCurves,
    offsets: v.nullable(offsetsRecord(storedNumbers, storedNumbers)),
  }),
  v.strictObject({ kind: v.literal('training'), curves: storedCurves }),
  v.strictObject({ kind: v.literal('evaluation'), domains: v.array(evaluatedDomain) }),
]);

/** The line of a run as it is stored. */
export function encodeEntry(entry: RunEntry): unknown {
  const { head: kept } = entry;
  return { version: entryVersion, ...entry, head: kept.kind === 'evaluation' ? encodeEvaluationHead(kept) : kept };
}

/** The large part of a run as it is stored. */
export function encodeBody(record: LibraryRecord): unknown {
  switch (record.kind) {
    case 'optimisation':
      return { kind: record.kind, curves: record.curves, offsets: record.offsets };
    case 'training':
      return { kind: record.kind, curves: record.curves };
    case 'evaluation':
      return { kind: record.kind, domains: domainColumns(record.domains) };
    default:
      return record satisfies never;
  }
}

export function readEntry(value: unknown): Read<RunEntry> {
  const version = field(value, 'version');
  if (typeof version === 'number' && version > entryVersion)
    return { kind: 'refused', reason: 'it was written by a newer version of this page' };
  const { success, output, issues } = v.safeParse(entrySchema, value);
  if (!success) return { kind: 'refused', reason: describeIssue(issues) };
  const { version: _, ...entry } = output;
  return { kind: 'read', value: entry };
}

/** The whole record of a line and its stored body. */
export function readBody(of: RunHead, value: unknown): Read<LibraryRecord> {
  if (value === undefined) return { kind: 'refused', reason: 'its curves and results are missing' };
  const { success, output: body, issues } = v.safeParse(bodySchema, value);
  if (!success) return { kind: 'refused', reason: describeIssue(issues) };
  if (of.kind === 'optimisation' && body.kind === 'optimisation')
    return { kind: 'read', value: { ...of, curves: body.curves, offsets: body.offsets } };
  if (of.kind === 'training' && body.kind === 'training')
    return { kind: 'read', value: { ...of, curves: body.curves } };
  if (of.kind === 'evaluation' && body.kind === 'evaluation')
    return { kind: 'read', value: { ...of, domains: body.domains } };
  return { kind: 'refused', reason: `it is of kind ${of.kind}, its body of kind ${body.kind}` };
}

/** What an unreadable record calls itself, as far as that can be seen. */
export function nameOf(value: unknown, otherwise: string): string {
  const title = field(field(value, 'head'), 'title') ?? field(field(value, 'run'), 'title') ?? field(value, 'title');
  return typeof title === 'string' && title !== '' ? title.slice(0, 200) : otherwise;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}
