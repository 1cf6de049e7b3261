/** A session as one zip: a manifest, and a file for each thing that it names. */
import * as v from 'valibot';
import { readOffsetsFile } from '../augmentation/offsets-file';
import { ModelError } from '../clip/model-error';
import { FormatError } from '../formats/format-error';
import { lengthBytes, parseSafetensorsHeader, safetensorsJsonLength } from '../formats/safetensors-header';
import { readZip, writeZip, type ZipFile } from '../formats/zip';
import type { ZipLimits } from '../formats/zip-directory';
import { detectionsSchema, encodeDetections } from './detections-record';
import { encodeEvaluation, evaluationSchema } from './evaluation-record';
import { aboutRun } from './export/about-run';
import { offsetsSafetensors } from './export/offsets-safetensors';
import type { RunRecord } from './run-record';
import { encodeRun, runSchema } from './run-schema';
import { describeIssue, text } from './schema-parts';
import {
  exportAgainHint,
  maxSessionCharacters,
  openHint,
  refuseNewer,
  SessionError,
  sessionFormat,
  sessionHead,
  type Session,
} from './session';

/** Version 1 is one JSON document. */
const zipVersion = 2;
const manifestPath = 'manifest.json';

/** No zip beyond it is read into memory. */
export const maxSessionBytes = 1_000_000_000;
const limits: ZipLimits = { entries: 10_000, entryBytes: maxSessionBytes, totalBytes: 1_500_000_000 };

const manifestSchema = v.strictObject({
  ...sessionHead,
  version: v.literal(zipVersion),
  runs: v.array(v.strictObject({ file: text, offsets: v.nullable(text) })),
  evaluations: v.array(text),
  detections: v.nullable(text),
  detectors: v.array(v.strictObject({ name: text, modelHash: text, file: text })),
});
type Manifest = v.InferInput<typeof manifestSchema>;

/** Keeps the whole precision, and gives the same bytes for the same session. */
export function packSession({ runs, evaluations, detections, detectors, ...head }: Session): Uint8Array<ArrayBuffer> {
  const files: ZipFile[] = [];
  const addJson = (path: string, value: unknown) => {
    files.push({ path, bytes: new TextEncoder().encode(JSON.stringify(value)), pack: 'deflate' });
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
    detections: detections && addJson('detections.json', encodeDetections(detections)),
    detectors: detectors.map(({ name, modelHash, file }, i) => ({
      name,
      modelHash,
      file: addTensors(`detectors/${i + 1}.safetensors`, file),
    })),
  };
  addJson(manifestPath, manifest);
  return writeZip(files);
}

/** What {@link unpackSession} found. */
export interface UnpackedSession {
  readonly session: Session;
  /** Files that the manifest does not name; nothing was read of them. */
  readonly ignored: readonly string[];
}

/** Reads what {@link packSession} wrote. @throws SessionError that names the file and the field */
export function unpackSession(zip: Uint8Array): UnpackedSession {
  const files = readFiles(zip);
  const used = new Set([manifestPath]);
  const take = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (bytes === undefined) throw broken(`it lacks ${path}, which its manifest names`);
    used.add(path);
    return bytes;
  };
  const takeJson = <Output>(path: string, schema: v.GenericSchema<unknown, Output>): Output => {
    const { success, output, issues } = v.safeParse(schema, parseJson(path, take(path)));
    if (success) return output;
    throw broken(`${path}: ${describeIssue(issues)}`);
  };
  if (!files.has(manifestPath))
    throw new SessionError(
      'not-a-session',
      'The zip file holds no manifest.json, so it is no session of this playground.',
      openHint,
    );
  checkFormat(parseJson(manifestPath, take(manifestPath)));
  const { format: _format, version: _version, ...manifest } = takeJson(manifestPath, manifestSchema);
  const session: Session = {
    ...manifest,
    runs: manifest.runs.map(({ file, offsets }) =>
      withOffsets(file, takeJson(file, runSchema), offsets, offsets === null ? null : take(offsets)),
    ),
    evaluations: manifest.evaluations.map((path) => takeJson(path, evaluationSchema)),
    detections: manifest.detections === null ? null : takeJson(manifest.detections, detectionsSchema),
    detectors: manifest.detectors.map(({ name, modelHash, file }) => ({
      name,
      modelHash,
      file: checkedTensors(file, take(file)),
    })),
  };
  return { session, ignored: [...files.keys()].filter((path) => !used.has(path)) };
}

function readFiles(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    return readZip(zip, limits);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const code = error.code === 'too-large' ? 'session-too-large' : 'session-broken';
    throw new SessionError(code, `The session cannot be opened: ${error.message}.`, error.hint, { cause: error });
  }
}

function checkFormat(document: unknown): void {
  if (typeof document !== 'object' || document === null || !('format' in document) || document.format !== sessionFormat)
    throw new SessionError(
      'not-a-session',
      'The manifest.json in the zip file is not that of a session of this playground.',
      openHint,
    );
  refuseNewer('version' in document ? document.version : undefined, zipVersion);
}

function parseJson(path: string, bytes: Uint8Array): unknown {
  if (bytes.length > maxSessionCharacters)
    throw new SessionError(
      'session-too-large',
      `The session cannot be opened: ${path} has ${Math.round(bytes.length / 1e6)} MB, more than any session.`,
      openHint,
    );
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
    if (error instanceof ModelError) throw broken(`${path}: ${error.message.replace(/\.$/u, '')}`, error);
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
    if (error instanceof FormatError) throw broken(`${path}: ${error.message}`, error);
    throw error;
  }
}

function broken(what: string, cause?: unknown): SessionError {
  return new SessionError('session-broken', `The session is damaged: ${what}.`, exportAgainHint, { cause });
}
