/** A session as one zip: a manifest, and a file for each thing that it names. */
import { CodedError } from '../../errors/coded-error';
import { type SessionError, isFormatError, isModelError } from '../../errors/areas';
import { wellFormedJson } from '../../formats/text/well-formed-json';
import * as v from 'valibot';
import { readOffsetsFile } from '../../augmentation/offsets-file';
import { blobSourceOf } from '../../formats/blob-source';
import {
  lengthBytes,
  parseSafetensorsHeader,
  safetensorsJsonLength,
} from '../../formats/safetensors/safetensors-header';
import { writeZip, type ZipFile } from '../../formats/zip/zip';
import { openZipArchive, type ZipArchive } from '../../formats/zip/zip-archive';
import type { ZipLimits } from '../../formats/zip/zip-directory';
import { detectionsSchema, encodeDetections } from '../records/detections-record';
import { encodeEvaluation, evaluationSchema } from '../records/evaluation-record';
import { encodeExplain, explainSchema } from '../records/explain-record';
import { aboutRun } from '../export/about-run';
import { offsetsSafetensors } from '../export/offsets-safetensors';
import type { RunRecord } from '../records/run-record';
import { encodeRun, runSchema } from '../records/run-schema';
import { describeIssue, nameText, text } from '../records/schema-parts';
import {
  exportAgainHint,
  maxSessionCharacters,
  openHint,
  refuseNewer,
  sessionFormat,
  sessionHead,
  type Session,
} from './session';

/** Version 1 is one JSON document; version 2 has no marks, version 3 no results of Explain. */
const zipVersion = 4;
const manifestPath = 'manifest.json';

/** No larger zip is opened, and none of its files is unpacked to more. */
export const maxSessionBytes = 1_000_000_000;
const limits: ZipLimits = { entries: 10_000, entryBytes: maxSessionBytes, totalBytes: 1_500_000_000 };

const manifestSchema = v.strictObject({
  ...sessionHead,
  version: v.picklist([2, 3, zipVersion]),
  runs: v.array(v.strictObject({ file: text, offsets: v.nullable(text) })),
  evaluations: v.array(text),
  marks: v.optional(v.array(v.strictObject({ run: nameText, pinned: v.boolean(), note: text })), []),
  detections: v.nullable(text),
  explain: v.optional(v.nullable(text), null),
  detectors: v.array(v.strictObject({ name: nameText, modelHash: nameText, file: text })),
});
type Manifest = v.InferInput<typeof manifestSchema>;

/** Keeps the whole precision, and gives the same bytes for the same session. */
export function packSession({
  runs,
  evaluations,
  marks,
  detections,
  explain,
  detectors,
  ...head
}: Session): Uint8Array<ArrayBuffer> {
  const files: ZipFile[] = [];
  const addJson = (path: string, value: unknown) => {
    files.push({ path, bytes: new TextEncoder().encode(wellFormedJson(value)), pack: 'deflate' });
    return path;
  };
  const addTensors = (path: string, bytes: Uint8Array) => {
    files.push({ path, bytes, pack: 'stored' });
    return path;
  };
  const addRun = (run: RunRecord, number: number): Manifest['runs'][number] => {
    const folder = `runs/${number}`;
    // A run that diverged stays readable: files of offsets hold finite numbers only.
    if (
      run.kind !== 'optimisation' ||
      run.offsets?.kind !== 'full' ||
      !run.offsets.offsets.values.every(Number.isFinite)
    )
      return { file: addJson(`${folder}/run.json`, encodeRun(run)), offsets: null };
    return {
      file: addJson(`${folder}/run.json`, encodeRun({ ...run, offsets: null })),
      offsets: addTensors(`${folder}/offsets.safetensors`, offsetsSafetensors(run.offsets.offsets, aboutRun(run))),
    };
  };
  const manifest: Manifest = {
    format: sessionFormat,
    version: zipVersion,
    ...head,
    prompts: { source: head.prompts.source, targets: [...head.prompts.targets] },
    view: { ...head.view },
    runs: runs.map((run, i) => addRun(run, i + 1)),
    evaluations: evaluations.map((record, i) => addJson(`results/${i + 1}.json`, encodeEvaluation(record))),
    marks: [...marks],
    detections: detections && addJson('detections.json', encodeDetections(detections)),
    explain: explain && addJson('explain.json', encodeExplain(explain)),
    detectors: detectors.map(({ name, modelHash, file }, i) => ({
      name,
      modelHash,
      file: addTensors(`detectors/${i + 1}.safetensors`, file),
    })),
  };
  addJson(manifestPath, manifest);
  return writeZip(files);
}

/** Hears how many of a session's files are read. */
export type OnSessionFile = (done: number, total: number) => void;

/** What {@link unpackSession} found. */
export interface UnpackedSession {
  readonly session: Session;
  /** Files that the manifest does not name; nothing was read of them. */
  readonly ignored: readonly string[];
}

/**
 * Reads what {@link packSession} wrote: of all files only those that the manifest names are unpacked.
 * @param onFile called before each file
 * @throws SessionError that names the file and the field
 */
export async function unpackSession(zip: Blob, onFile?: OnSessionFile): Promise<UnpackedSession> {
  const archive = await sessionErrors(() => openArchive(zip));
  const used = new Set<string>();
  const take = async (path: string, mostBytes = maxSessionBytes): Promise<Uint8Array> => {
    const entry = archive.entries.get(path);
    if (entry === undefined) throw broken(`it lacks ${path}, which its manifest names`);
    // Each file is read once, so that a small session is little work.
    if (used.has(path)) throw broken(`its manifest names ${path} twice`);
    onFile?.(used.size, archive.entries.size);
    used.add(path);
    return sessionErrors(() => archive.read(entry, mostBytes));
  };
  const takeJson = async <Output>(path: string, schema: v.GenericSchema<unknown, Output>): Promise<Output> => {
    const document = parseJson(path, await take(path, maxSessionCharacters));
    return checked(path, schema, document);
  };
  if (!archive.entries.has(manifestPath))
    throw new CodedError(
      'not-a-session',
      'The zip file holds no manifest.json, so it is no session of this playground.',
      openHint,
    );
  const document = parseJson(manifestPath, await take(manifestPath, maxSessionCharacters));
  checkFormat(document);
  const { format: _format, version: _version, ...manifest } = checked(manifestPath, manifestSchema, document);
  const runs: RunRecord[] = [];
  for (const { file, offsets } of manifest.runs)
    runs.push(
      withOffsets(file, await takeJson(file, runSchema), offsets, offsets === null ? null : await take(offsets)),
    );
  const evaluations: Session['evaluations'][number][] = [];
  for (const path of manifest.evaluations) evaluations.push(await takeJson(path, evaluationSchema));
  const detectors: Session['detectors'][number][] = [];
  for (const { name, modelHash, file } of manifest.detectors)
    detectors.push({ name, modelHash, file: checkedTensors(file, await take(file)) });
  const detections = manifest.detections === null ? null : await takeJson(manifest.detections, detectionsSchema);
  const explain = manifest.explain === null ? null : await takeJson(manifest.explain, explainSchema);
  const session: Session = { ...manifest, runs, evaluations, detections, explain, detectors };
  return { session, ignored: [...archive.entries.keys()].filter((path) => !used.has(path)) };
}

/** No honest writer of sessions makes files of one path, or paths that lead elsewhere. */
async function openArchive(zip: Blob): Promise<ZipArchive> {
  const archive = await openZipArchive(blobSourceOf(zip), limits);
  const wrong = archive.remarks.find(({ kind }) => kind !== 'guessed');
  if (wrong === undefined) return archive;
  const path = JSON.stringify(wrong.path);
  const problem = wrong.kind === 'double' ? `holds ${path} twice` : `holds a file at the unsafe path ${path}`;
  throw new CodedError('invalid-header', `the zip file ${problem}`, exportAgainHint);
}

function checked<Output>(path: string, schema: v.GenericSchema<unknown, Output>, document: unknown): Output {
  const { success, output, issues } = v.safeParse(schema, document);
  if (success) return output;
  throw broken(`${path}: ${describeIssue(issues)}`);
}

async function sessionErrors<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const code = error.code === 'too-large' ? 'session-too-large' : 'session-broken';
    throw new CodedError(code, `The session cannot be opened: ${error.message}.`, error.hint, { cause: error });
  }
}

function checkFormat(document: unknown): void {
  if (typeof document !== 'object' || document === null || !('format' in document) || document.format !== sessionFormat)
    throw new CodedError(
      'not-a-session',
      'The manifest.json in the zip file is not that of a session of this playground.',
      openHint,
    );
  refuseNewer('version' in document ? document.version : undefined, zipVersion);
}

function parseJson(path: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw broken(`${path} is no JSON`, cause);
  }
}

function withOffsets(file: string, run: RunRecord, path: string | null, bytes: Uint8Array | null): RunRecord {
  if (path === null || bytes === null) return run;
  if (run.kind !== 'optimisation') throw broken(`${file} is a run without offsets, but has ${path}`);
  try {
    return { ...run, offsets: { kind: 'full', offsets: readOffsetsFile(bytes) } };
  } catch (error) {
    if (isModelError(error)) throw broken(`${path}: ${error.message.replace(/\.$/u, '')}`, error);
    throw error;
  }
}

/** Whether the tensors fit the model is for the engine to say; that the file is whole can be said here. */
function checkedTensors(path: string, file: Uint8Array): Uint8Array {
  try {
    const length = safetensorsJsonLength(file.subarray(0, lengthBytes), file.length);
    parseSafetensorsHeader(file.subarray(lengthBytes, lengthBytes + length), file.length);
    return file;
  } catch (error) {
    if (isFormatError(error)) throw broken(`${path}: ${error.message}`, error);
    throw error;
  }
}

function broken(what: string, cause?: unknown): SessionError {
  return new CodedError('session-broken', `The session is damaged: ${what}.`, exportAgainHint, { cause });
}
