import { applyPermalink, syncPermalink } from './permalink-sync';
import { chooseBackend, builtinSource, loadModel } from './load-model';
import { followPanes } from './detect-panes';
import { followPrompts } from './embed-prompts';
import { engine } from './engine-access';
import { followOptimisation } from './embed-scenes';
import { askBeforeLeaving } from './leaving';
import { openRecordedExample, restoreRun } from './session';
import { persist, restore } from './persistence';
import { readLibrary } from './run-library';
import { keepWhenHidden } from './keep-when-hidden';
import { restoreWork } from './restore-work';
import { followPicture, showChosenPicture } from './show-picture';
import { followEstimates } from './estimate-runs';
import { followStorage, showKept } from './show-kept';
import { restoreDetectors } from './stored-work';
import { watchStorage } from './storage-access';
import { store } from './store';

/** Wires the store to engine, address and storage. Called once, before the first render. */
export function start(): void {
  const returning = restore(localStorage);
  const linked = location.hash.length > 1;
  applyPermalink(location.hash);
  syncPermalink();
  persist(localStorage);
  followPicture();
  followPrompts();
  followPanes();
  followEstimates();
  followStorage();
  followOptimisation();
  engine().onTrouble((trouble) => store.getState().setTrouble(trouble));
  askBeforeLeaving();
  watchStorage(() => {
    void readLibrary();
    store.getState().storageChanged();
    void restoreDetectors();
  });
  void readLibrary();
  // What a visit left unfinished is newer than what it left finished.
  void restoreRun().then(restoreWork);
  keepWhenHidden();
  showKept();
  void openRecordedExample({ adoptPrompts: !returning && !linked });
  afterPaint(() => {
    if (!store.getState().picture) showChosenPicture();
    // The engine's script comes after the picture.
    afterPaint(() => void chooseBackend('auto').then(() => loadModel(builtinSource())));
  });
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work, 0));
}
