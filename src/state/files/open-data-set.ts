import type { ErrorRecord } from '../../errors/coded-error';
import type { DataSetFiles } from '../../engine/engine';
import { listFolders, type Dropped, type PlacedFile } from './dropped-files';
import { engine } from '../jobs/engine-access';
import { LatestTurn } from '../jobs/latest-turn';
import { isModelFolder, openModelFiles } from './model-files';
import { reportError, toErrorRecord } from '../store/report-error';
import { forgetThumbnails } from './data-thumbnails';
import { openImages } from './show-picture';
import { store } from '../store/store';

/** So many pictures of a folder that is no data set are opened. */
const mostPictures = 50;

const opening = new LatestTurn();

/** Opens a zip file as a data set. */
export async function openZippedData(file: File): Promise<void> {
  await open({ kind: 'zip', name: file.name.replace(/\.zip$/iu, ''), file }, []);
}

/** Opens a folder: as a data set, or its pictures to detect in. */
export async function openFolder(name: string, files: readonly PlacedFile[]): Promise<void> {
  await open({ kind: 'files', name, files }, files);
}

/** Opens folders that were dropped, once their files are listed: as a model, a data set, or pictures. */
export async function openDropped({ name, entries }: NonNullable<Dropped['folder']>): Promise<void> {
  store.getState().setDataSetOpening({ name, progress: null });
  try {
    const files = await listFolders(entries);
    if (isModelFolder(files)) {
      store.getState().setDataSetOpening(null);
      await openModelFiles(files);
      return;
    }
    await openFolder(name, files);
  } catch (error) {
    store.getState().setDataSetOpening(null);
    reportError(error);
  }
}

/** Ends the reading that is under way; nothing is kept of it. */
export function cancelOpening(): void {
  opening.cancel();
}

/** Forgets a data set. Its files stay where they are. */
export async function removeDataSet(id: string): Promise<void> {
  store.getState().dropDataSet(id);
  store.getState().setDataEmbedding(id, null);
  forgetThumbnails(id);
  try {
    await engine().closeDataSet(id);
  } catch (error) {
    reportError(error);
  }
}

async function open(source: DataSetFiles, files: readonly PlacedFile[]): Promise<void> {
  const turn = opening.begin();
  const { setDataSetOpening, addDataSet, setDataShown } = store.getState();
  setDataSetOpening({ name: source.name, progress: null });
  try {
    const info = await engine().openDataSet(source, {
      signal: turn.signal,
      onProgress: (progress) => {
        if (turn.isNewest()) setDataSetOpening({ name: source.name, progress });
      },
    });
    forgetThumbnails(info.id);
    addDataSet(info);
    setDataShown(true);
  } catch (error) {
    const pictures = files.filter(({ file }) => file.type.startsWith('image/')).map(({ file }) => file);
    const reason = toErrorRecord(error);
    if (reason.code === 'no-data-set' && pictures.length > 0) await openPictures(pictures, reason);
    else reportError(error);
  } finally {
    if (turn.isNewest()) setDataSetOpening(null);
  }
}

/** @param reason why they are no data set: whoever meant one must learn it */
async function openPictures(pictures: readonly File[], { message, hint }: ErrorRecord): Promise<void> {
  const { notify, setDataShown } = store.getState();
  setDataShown(false);
  const opened =
    pictures.length > mostPictures
      ? `The first ${mostPictures} of its ${pictures.length} pictures are opened to detect in.`
      : 'Its pictures are opened to detect in.';
  notify({ tone: 'info', message, hint: `${opened} If you meant a data set: ${hint}` });
  await openImages(pictures.slice(0, mostPictures));
}
