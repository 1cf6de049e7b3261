import { applyPermalink, syncPermalink } from './settings/permalink-sync';
import { chooseBackend, builtinSource, loadModel } from './jobs/model/load-model';
import { followModelDictionary } from './jobs/model/load-dictionary';
import { followPanes } from './jobs/detect/detect-panes';
import { followPrompts } from './jobs/embed-prompts';
import { engine } from './jobs/engine-access';
import { followOptimisation } from './jobs/explain/embed-scenes';
import { askBeforeLeaving } from './library/leaving';
import { followExample, openFirstExample } from './example/open-example';
import { restoreRun } from './library/page-session';
import { persist, restore } from './settings/persistence';
import { readLibrary } from './library/kept-runs';
import { keepWhenHidden } from './library/keep-when-hidden';
import { restoreShownEvaluations } from './library/restore-evaluation';
import { restoreWork } from './library/restore-work';
import { followPicture, showChosenPicture } from './files/show-picture';
import { followEstimates } from './jobs/estimate-runs';
import { followStepPictures } from './jobs/train/show-step-pictures';
import { followStorage, showKept } from './library/show-kept';
import { restoreDetectors } from './library/stored-work';
import { watchStorage } from './library/storage-access';
import { store } from './store/store';

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
  followModelDictionary();
  followEstimates();
  followStepPictures();
  followStorage();
  followOptimisation();
  engine().onTrouble((trouble) => store.getState().setTrouble(trouble));
  askBeforeLeaving();
  watchStorage(() => {
    void readLibrary();
    store.getState().storageChanged();
    void restoreDetectors();
  });
  const listed = readLibrary();
  // What a visit left unfinished is newer than what it left finished.
  const restored = restoreRun().then(restoreWork);
  keepWhenHidden();
  showKept();
  void openFirstExample({ adoptPrompts: !returning && !linked });
  const { shownEvaluations } = store.getState();
  void Promise.allSettled([listed, restored])
    .then(() => restoreShownEvaluations(shownEvaluations))
    .finally(followExample);
  afterPaint(() => {
    if (!store.getState().picture) showChosenPicture();
    // The engine's script comes after the picture.
    afterPaint(() => void chooseBackend('auto').then(() => loadModel(builtinSource())));
  });
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work, 0));
}
