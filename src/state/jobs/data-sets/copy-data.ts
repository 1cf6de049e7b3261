import type { CopyOptions, DataSetInfo } from '../../../engine/engine';
import { CodedError } from '../../../errors/coded-error';
import { readPolicy } from '../../../photometrics/read-policy';
import { policyOfPrompts } from '../../exports/policy-of-prompts';
import { openSaveTarget, savesDirectly, storageRoom, type SaveTarget } from '../../files/save-target';
import { reportError } from '../../store/report-error';
import type { CopySettings } from '../../store/data-slice';
import { store } from '../../store/store';
import { engine } from '../engine-access';
import { LatestTurn } from '../latest-turn';

/** Work of which only the newest counts, for each data set by its id. */
const turns = new Map<string, LatestTurn>();

function turnsOf(id: string): LatestTurn {
  const own = turns.get(id) ?? new LatestTurn();
  turns.set(id, own);
  return own;
}

/** Says what a copy will take, and keeps that with the data set. */
export async function estimateCopy(info: DataSetInfo, settings: CopySettings): Promise<void> {
  const turn = turnsOf(info.id).begin();
  const { setDataCopy } = store.getState();
  setDataCopy(info.id, { settings, kind: 'estimating' });
  try {
    const options = await optionsOf(settings);
    const request = { dataSet: info.id, title: info.title, options };
    const estimate = await engine().estimateCopies(request, { signal: turn.signal });
    const room = savesDirectly() ? null : await storageRoom();
    if (turn.isNewest()) setDataCopy(info.id, { settings, kind: 'estimated', estimate, room });
  } catch (error) {
    if (turn.isNewest()) setDataCopy(info.id, null);
    reportError(error);
  }
}

/** Writes the copy that was estimated, as a zip file that the user names, by what the prompts choose now. Called from a click. */
export async function startCopy({ id, title }: DataSetInfo): Promise<void> {
  const { dataCopies, setDataCopy } = store.getState();
  const before = dataCopies[id];
  if (before?.kind !== 'estimated') return;
  const { settings } = before;
  const turn = turnsOf(id).begin();
  let target: SaveTarget | null = null;
  try {
    const options = await optionsOf(settings);
    target = await openSaveTarget(`${title}-copies.zip`);
    if (target === null) return;
    const { write, close } = target;
    setDataCopy(id, { settings, kind: 'copying', progress: null });
    let bytes = 0;
    const report = await engine().copyDataSet(
      { dataSet: id, title, options },
      {
        form: 'zip',
        signal: turn.signal,
        write: async (piece) => {
          bytes += piece.bytes.length;
          await write(piece.bytes);
        },
        onProgress: (progress) => {
          if (turn.isNewest()) setDataCopy(id, { settings, kind: 'copying', progress });
        },
      },
    );
    await close();
    setDataCopy(id, { settings, kind: 'done', report, bytes });
  } catch (error) {
    await target?.abort().catch(() => undefined);
    setDataCopy(id, before);
    reportError(isFull(error) ? fullDisk(error) : error);
  }
}

/** Ends what is under way for a copy of that data set; a file that was begun is taken away. */
export function cancelCopy({ id }: DataSetInfo): void {
  turnsOf(id).cancel();
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
