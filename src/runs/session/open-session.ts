import { CodedError } from '../../errors/coded-error';
import { fileKindBytes, fileKindOf } from '../../formats/file-kind';
import { optimisationCurveColumns } from '../records/step-rows';
import type { RunRecord } from '../records/run-record';
import { exportAgainHint, importSession, openHint } from './session';
import { maxSessionBytes, unpackSession, type OnSessionFile, type UnpackedSession } from './session-zip';

export type { OnSessionFile };

/** Opens a session of any version: a zip, or the one JSON document of before. @throws SessionError */
export async function openSessionFile(file: Blob, onFile?: OnSessionFile): Promise<UnpackedSession> {
  if (file.size > maxSessionBytes)
    throw new CodedError(
      'session-too-large',
      `The file has ${Math.round(file.size / 1e6)} MB; sessions are read up to ${maxSessionBytes / 1e6} MB.`,
      openHint,
    );
  const kind = fileKindOf(new Uint8Array(await file.slice(0, fileKindBytes).arrayBuffer()));
  const opened =
    kind?.name === 'a JSON text'
      ? { session: importSession(await file.text()), ignored: [] }
      : await unpackSession(file, onFile);
  opened.session.runs.forEach(checkCurves);
  return opened;
}

/** Views draw these columns; a run without them cannot be shown. */
function checkCurves(run: RunRecord): void {
  const missing = drawnColumns(run).find((name) => !run.curves.columns.includes(name));
  if (missing === undefined) return;
  throw new CodedError(
    'session-broken',
    `The session is damaged: the run “${run.title}” has no curve “${missing}”.`,
    exportAgainHint,
  );
}

function drawnColumns(run: RunRecord): readonly string[] {
  switch (run.kind) {
    case 'optimisation':
      return optimisationCurveColumns(run.config.targetPrompts.length);
    case 'training':
      return ['step', 'seconds', 'loss_rpn_objectness', 'loss_rpn_box', 'loss_classification', 'loss_box'];
    default:
      return run satisfies never;
  }
}
