import type { CopyOptions, DataSetInfo } from '../../engine/engine';
import { CodedError } from '../../errors/coded-error';
import { readPolicy } from '../../photometrics/read-policy';
import { policyOfPrompts } from '../exports/policy-of-prompts';
import { openSaveTarget, savesDirectly, storageRoom, type SaveTarget } from '../files/save-target';
import { reportError } from '../store/report-error';
import { store } from '../store/store';
import { engine } from './engine-access';
import { LatestTurn } from './latest-turn';

/** What the user chooses for a copy. */
export interface CopySettings extends Omit<CopyOptions, 'policy'> {
  /** A policy.json; null takes what the page's prompts choose. */
  readonly policyFile: File | null;
}

const copying = new LatestTurn();

/** Says what a copy will take, and keeps that with the data set. */
export async function estimateCopy(info: DataSetInfo, settings: CopySettings): Promise<void> {
  const turn = copying.begin();
  const { setDataCopy } = store.getState();
  setDataCopy(info.id, { kind: 'estimating' });
  try {
    const options = await optionsOf(settings);
    const request = { dataSet: info.id, title: info.title, options };
    const estimate = await engine().estimateCopies(request, { signal: turn.signal });
    const room = savesDirectly() ? null : await storageRoom();
    if (turn.isNewest()) setDataCopy(info.id, { kind: 'estimated', estimate, room, options });
  } catch (error) {
    if (turn.isNewest()) setDataCopy(info.id, null);
    reportError(error);
  }
}

/** Writes the copy that was estimated, as a zip file that the user names. Called from a click. */
export async function startCopy({ id, title }: DataSetInfo): Promise<void> {
  const { dataCopies, setDataCopy } = store.getState();
  const before = dataCopies[id];
  if (before?.kind !== 'estimated') return;
  const turn = copying.begin();
  let target: SaveTarget | null = null;
  try {
    target = await openSaveTarget(`${title}-copies.zip`);
    if (target === null) return;
    const { write, close } = target;
    setDataCopy(id, { kind: 'copying', progress: null });
    let bytes = 0;
    const report = await engine().copyDataSet(
      { dataSet: id, title, options: before.options },
      {
        form: 'zip',
        signal: turn.signal,
        write: async (piece) => {
          bytes += piece.bytes.length;
          await write(piece.bytes);
        },
        onProgress: (progress) => {
          if (turn.isNewest()) setDataCopy(id, { kind: 'copying', progress });
        },
      },
    );
    await close();
    setDataCopy(id, { kind: 'done', report, bytes });
  } catch (error) {
    await target?.abort().catch(() => undefined);
    setDataCopy(id, before);
    reportError(isFull(error) ? fullDisk(error) : error);
  }
}

/** Ends the copy that is under way; its file is taken away. */
export function cancelCopy(): void {
  copying.cancel();
}

async function optionsOf({ policyFile, ...options }: CopySettings): Promise<CopyOptions> {
  const policy =
    policyFile === null
      ? policyOfPrompts(store.getState()).policy
      : readPolicy(await policyFile.text(), policyFile.name);
  return { ...options, policy };
}

function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

function fullDisk(cause: unknown): CodedError {
  return new CodedError(
    'out-of-memory',
    'The disk, or the browser’s part of it, is full. The copy was taken away.',
    'Make room, or write fewer copies.',
    { cause },
  );
}
