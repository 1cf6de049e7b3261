import { discardWork } from '../library/restore-work';
import { deleteDictionary } from '../jobs/model/measure-dictionary';
import type { StoredItem } from '../store/storage-slice';
import { deleteDetector, deleteUnreadable, exportCheckpoint, exportDetector, exportStoredFile } from './training-files';

/** Hands something stored to the user, as a file. */
export function exportStoredItem(item: StoredItem): Promise<void> {
  switch (item.kind) {
    case 'checkpoint':
      return exportCheckpoint(item.id, item.title);
    case 'detector':
      return exportDetector(item.name, item.model.hash);
    case 'dictionary':
      return exportStoredFile('dictionaries', item.fileName);
    case 'unreadable':
      return exportStoredFile(item.place === 'dictionaries' ? 'dictionaries' : 'checkpoints', item.fileName);
    default:
      return item satisfies never;
  }
}

/** Removes something stored for good. */
export function deleteStoredItem(item: StoredItem): Promise<void> {
  switch (item.kind) {
    case 'checkpoint':
      return discardWork(item.work, item.id);
    case 'detector':
      return deleteDetector(item.name, item.model.hash);
    case 'dictionary':
      return deleteDictionary(item.fileName);
    case 'unreadable':
      return deleteUnreadable(item);
    default:
      return item satisfies never;
  }
}
