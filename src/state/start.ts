import { applyPermalink, syncPermalink } from './permalink-sync';
import { chooseBackend, builtinSource, loadModel } from './load-model';
import { chosenDetector, detectPane } from './detect-panes';
import { embedPrompts } from './embed-prompts';
import { engine } from './engine-access';
import { followOptimisation } from './embed-scenes';
import { askBeforeLeaving } from './leaving';
import { openRecordedExample, restoreRun } from './session';
import { paneIds } from './detection-slice';
import { persist, restore } from './persistence';
import { readLibrary } from './run-library';
import { keepWhenHidden } from './keep-when-hidden';
import { restoreWork } from './restore-work';
import { reportError } from './report-error';
import { resolvePicture } from './show-picture';
import { scheduleEstimates } from './estimate-runs';
import { showKeptModels } from './kept-models';
import { showStoredItems } from './stored-items';
import { restoreDetectors } from './stored-work';
import { watchStorage } from './storage-access';
import { type State, store } from './store';

/** Wires the store to engine, address and storage. Called once, before the first render. */
export function start(): void {
  const returning = restore(localStorage);
  const linked = location.hash.length > 1;
  applyPermalink(location.hash);
  syncPermalink();
  persist(localStorage);
  followState();
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
  void showStoredItems();
  void showKeptModels();
  void openRecordedExample({ adoptPrompts: !returning && !linked });
  afterPaint(() => {
    if (!store.getState().picture) showPicture();
    // The engine's script comes after the picture.
    afterPaint(() => void chooseBackend('auto').then(() => loadModel(builtinSource())));
  });
}

/** What follows from a change of state, in one place. */
function followState(): void {
  store.subscribe((state, before) => {
    const modelChanged = state.model.info !== before.model.info;
    const promptsChanged = state.sourcePrompt !== before.sourcePrompt || state.targets !== before.targets;
    if (state.pictureRef !== before.pictureRef) showPicture();
    if (state.storageRevision !== before.storageRevision) {
      void showStoredItems();
      void showKeptModels();
    }
    if (modelChanged || promptsChanged) void embedPrompts();
    for (const pane of paneIds) {
      if (
        modelChanged ||
        state.picture !== before.picture ||
        state.panes[pane] !== before.panes[pane] ||
        state.fewerProposals !== before.fewerProposals ||
        chosenDetector(state, pane) !== chosenDetector(before, pane) ||
        offsetMoved(state, before, pane)
      )
        detectPane(pane);
    }
    const engineTaken =
      state.run.status !== before.run.status ||
      state.training.status !== before.training.status ||
      state.model.status.kind !== before.model.status.kind ||
      (state.evaluationProgress === null) !== (before.evaluationProgress === null) ||
      (state.explainWork?.kind === 'shifts') !== (before.explainWork?.kind === 'shifts') ||
      state.backendBusy !== before.backendBusy;
    if (
      modelChanged ||
      promptsChanged ||
      engineTaken ||
      state.changedParameters !== before.changedParameters ||
      state.changedTraining !== before.changedTraining ||
      state.fineTuning !== before.fineTuning ||
      state.trainingPreset !== before.trainingPreset ||
      state.trainingFrom !== before.trainingFrom ||
      state.fieldDrafts !== before.fieldDrafts ||
      state.trainingMethod !== before.trainingMethod ||
      state.trainingOffsets !== before.trainingOffsets ||
      state.trainingData !== before.trainingData ||
      state.optimisationData !== before.optimisationData
    ) {
      scheduleEstimates();
    }
  });
}

function offsetMoved(state: State, before: State, pane: (typeof paneIds)[number]): boolean {
  return state.panes[pane].testTimeOffset !== null && state.run.pooled !== before.run.pooled;
}

function showPicture(): void {
  const { pictureRef, setPicture, setResult, model } = store.getState();
  try {
    const picture = resolvePicture(pictureRef);
    if (!picture) return;
    // Recorded boxes belong to their picture only.
    if (!model.info) for (const pane of paneIds) setResult(pane, { kind: 'empty' });
    setPicture(picture);
  } catch (error) {
    reportError(error);
  }
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work, 0));
}
