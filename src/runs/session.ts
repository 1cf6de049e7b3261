import * as v from 'valibot';
import { detectionsSchema, encodeDetections, type DetectionsRecord } from './detections-record';
import type { RunRecord } from './run-record';
import { encodeRun, runSchema } from './run-schema';
import { describeIssue, text } from './schema-parts';

/** Anything that JSON holds. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** All that is needed to show somebody's work again: one document, opened by {@link importSession}. */
export interface Session {
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly appVersion: string;
  readonly model: { readonly name: string; readonly hash: string };
  readonly prompts: { readonly source: string; readonly targets: readonly string[] };
  readonly runs: readonly RunRecord[];
  readonly detections: DetectionsRecord | null;
  /** Settings of views; whoever reads them checks them. */
  readonly view: Readonly<Record<string, JsonValue>>;
}

/** The version of the format that is written. */
export const sessionVersion = 1;
const sessionFormat = 'clip-the-gap-session';
/** More than any session has; a larger file is another kind of file. */
const maxCharacters = 200_000_000;

/** Why a file is not opened as a session. */
export class SessionError extends Error {
  readonly code: 'not-a-session' | 'session-too-new' | 'session-broken';
  readonly hint: string;

  constructor(code: SessionError['code'], message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SessionError';
    this.code = code;
    this.hint = hint;
  }
}

const jsonValue: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(jsonValue), v.record(v.string(), jsonValue)]),
);

const sessionSchema = v.strictObject({
  format: v.literal(sessionFormat),
  version: v.literal(sessionVersion),
  title: text,
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  appVersion: text,
  model: v.strictObject({ name: text, hash: text }),
  prompts: v.strictObject({ source: text, targets: v.array(text) }),
  runs: v.array(runSchema),
  detections: v.nullable(detectionsSchema),
  view: v.record(v.string(), jsonValue),
});

/** The session as JSON text. */
export function exportSession(session: Session): string {
  const { runs, detections, ...rest } = session;
  return JSON.stringify({
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
    throw new SessionError(
      'not-a-session',
      'The file is JSON, but no session of this playground.',
      'Open a file that “Export the session” wrote.',
    );
  }
  const version = 'version' in document ? document.version : undefined;
  if (typeof version === 'number' && version > sessionVersion) {
    throw new SessionError(
      'session-too-new',
      `The session has version ${version}; this page reads versions up to ${sessionVersion}.`,
      'Reload the page to get its newest version.',
    );
  }
  const result = v.safeParse(sessionSchema, document);
  if (!result.success) {
    throw new SessionError(
      'session-broken',
      `The session is damaged: ${describeIssue(result.issues)}.`,
      'Export the session again, or get the original file.',
    );
  }
  const { format: _format, version: _version, ...session } = result.output;
  return session;
}

function parseJson(json: string): unknown {
  if (json.length > maxCharacters) {
    throw new SessionError(
      'not-a-session',
      `The file has ${Math.round(json.length / 1e6)} MB, more than any session.`,
      'Open a file that “Export the session” wrote.',
    );
  }
  try {
    return JSON.parse(json);
  } catch (error) {
    const cut = json.trimStart().startsWith('{"format":"clip-the-gap-session"');
    throw cut
      ? new SessionError('session-broken', 'The session file is cut short.', 'Download or export it again.', {
          cause: error,
        })
      : new SessionError(
          'not-a-session',
          'The file is no JSON document.',
          'Open a file that “Export the session” wrote.',
          {
            cause: error,
          },
        );
  }
}
