import { CodedError } from '../../errors/coded-error';
import { wellFormedJson } from '../../formats/text/well-formed-json';
import * as v from 'valibot';
import { detectionsSchema, encodeDetections, type DetectionsRecord } from '../records/detections-record';
import type { ExplainRecord } from '../records/explain-record';
import type { EvaluationRecord } from '../records/evaluation-record';
import type { RunRecord } from '../records/run-record';
import { encodeRun, runSchema } from '../records/run-schema';
import { describeIssue, nameText, nestsAtMost, promptText, targetPromptTexts } from '../records/schema-parts';

/** Anything that JSON holds. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** A detector that was trained here, and belongs to a model. */
export interface SessionDetector {
  readonly name: string;
  readonly modelHash: string;
  /** Safetensors, with its title and its provenance. */
  readonly file: Uint8Array;
}

/** What the user has said of a run beside its title. */
export interface RunMark {
  /** Id of the run or the evaluation. */
  readonly run: string;
  readonly pinned: boolean;
  readonly note: string;
}

/** All that is needed to show somebody's work again. */
export interface Session {
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly appVersion: string;
  readonly model: { readonly name: string; readonly hash: string };
  readonly prompts: { readonly source: string; readonly targets: readonly string[] };
  readonly runs: readonly RunRecord[];
  readonly evaluations: readonly EvaluationRecord[];
  /** Of runs and evaluations that have a pin or a note. */
  readonly marks: readonly RunMark[];
  readonly detections: DetectionsRecord | null;
  /** What Explain shows; null where it shows nothing. */
  readonly explain: ExplainRecord | null;
  readonly detectors: readonly SessionDetector[];
  /** Settings of views; whoever reads them checks them. */
  readonly view: Readonly<Record<string, JsonValue>>;
}

const sessionVersion = 1;
/** What every session calls itself. */
export const sessionFormat = 'clip-the-gap-session';
/** More than any JSON of a session has; a larger file is another kind of file. */
export const maxSessionCharacters = 200_000_000;
/** What a session of any version opens with. */
export const openHint = 'Open a file that “Export the session” wrote.';
export const exportAgainHint = 'Export the session again, or get the original file.';

/** Settings of views nest twice; readers that follow deeper nesting would run out of stack. */
const deepestJson = 20;

/** JSON that nests no deeper than {@link deepestJson}. */
export const jsonValue = v.custom<JsonValue>(
  (value) => nestsAtMost(value, deepestJson),
  `is nested deeper than ${deepestJson} levels`,
);

/** What every version says of itself. */
export const sessionHead = {
  format: v.literal(sessionFormat),
  title: nameText,
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  appVersion: nameText,
  model: v.strictObject({ name: nameText, hash: nameText }),
  prompts: v.strictObject({ source: promptText, targets: targetPromptTexts }),
  view: v.record(nameText, jsonValue),
};

const sessionSchema = v.strictObject({
  ...sessionHead,
  version: v.literal(sessionVersion),
  runs: v.array(runSchema),
  detections: v.nullable(detectionsSchema),
});

/** The session as one JSON text: the recorded example of the first screen. Evaluations, marks, detectors and results of Explain have no place in it. */
export function exportSession({
  evaluations: _evaluations,
  marks: _marks,
  detectors: _detectors,
  explain: _explain,
  ...session
}: Session): string {
  const { runs, detections, ...rest } = session;
  return wellFormedJson({
    format: sessionFormat,
    version: sessionVersion,
    ...rest,
    runs: runs.map(encodeRun),
    detections: detections === null ? null : encodeDetections(detections),
  });
}

/** Reads what {@link exportSession} wrote. @throws SessionError that names the field */
export function importSession(json: string): Session {
  const document = parseJson(json);
  if (
    typeof document !== 'object' ||
    document === null ||
    !('format' in document) ||
    document.format !== sessionFormat
  ) {
    throw new CodedError('not-a-session', 'The file is JSON, but no session of this playground.', openHint);
  }
  refuseNewer('version' in document ? document.version : undefined, sessionVersion);
  const result = v.safeParse(sessionSchema, document);
  if (!result.success) {
    throw new CodedError('session-broken', `The session is damaged: ${describeIssue(result.issues)}.`, exportAgainHint);
  }
  const { format: _format, version: _version, ...session } = result.output;
  return { ...session, evaluations: [], marks: [], detectors: [], explain: null };
}

/** @param known the newest version that is read */
export function refuseNewer(version: unknown, known: number): void {
  if (typeof version !== 'number' || version <= known) return;
  throw new CodedError(
    'session-too-new',
    `The session has version ${version}; this page reads versions up to ${known}.`,
    'Reload the page to get its newest version.',
  );
}

function parseJson(json: string): unknown {
  if (json.length > maxSessionCharacters) {
    throw new CodedError(
      'not-a-session',
      `The file has ${Math.round(json.length / 1e6)} MB, more than any session.`,
      openHint,
    );
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    const cut = json.trimStart().startsWith('{"format":"clip-the-gap-session"');
    throw cut
      ? new CodedError('session-broken', 'The session file is cut short.', 'Download or export it again.', {
          cause: error,
        })
      : new CodedError('not-a-session', 'The file is no JSON document.', openHint, {
          cause: error,
        });
  }
}
