import { reportError } from '../store/report-error';
import { LatestTurn } from '../jobs/latest-turn';
import { storage } from './storage-access';
import { measureStorage } from './storage-use';
import { store } from '../store/store';

const readings = new LatestTurn();

/** Reads anew which downloaded models the browser keeps, the latest first. */
export async function showKeptModels(): Promise<void> {
  const reading = readings.begin();
  let keptModels = store.getState().keptModels;
  try {
    keptModels = await storage().models.list();
  } catch {
    // A page without a file system of its own keeps no models; whoever downloads one is told.
    keptModels = [];
  }
  const time = ({ manifest }: (typeof keptModels)[number]) => manifest?.completedAt ?? manifest?.startedAt ?? '';
  if (!reading.isNewest()) return;
  store.setState({ keptModels: keptModels.toSorted((a, b) => time(b).localeCompare(time(a))) });
  await measureStorage();
}

/** Removes a model's files. */
export async function deleteKeptModel(id: string): Promise<void> {
  try {
    await storage().models.remove(id);
  } catch (error) {
    reportError(error);
  }
  store.getState().storageChanged();
}
