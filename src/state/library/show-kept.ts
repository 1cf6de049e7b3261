import { showKeptModels } from './kept-models';
import { showStoredItems } from './stored-items';
import { whenChanged } from '../store/when-changed';

/** Shows anew what the browser keeps whenever that has changed. */
export function followStorage(): void {
  whenChanged((state) => state.storageRevision, showKept);
}

/** Shows what the browser keeps: checkpoints, detectors and models. */
export function showKept(): void {
  void showStoredItems();
  void showKeptModels();
}
