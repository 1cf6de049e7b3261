import type { ModelSource } from '../../engine/engine';
import { checkModel } from '../../state/jobs/model/check-model';
import {
  builtinSource,
  cancelModelLoad,
  chooseBackend,
  loadModel,
  repairGelu,
} from '../../state/jobs/model/load-model';
import { chosenFolder } from '../../state/files/dropped-files';
import { openModelFiles } from '../../state/files/model-files';
import { cancelSession } from '../../state/library/page-session';
import { actions } from '../../state/actions/actions';
import { isActive } from '../../state/store/optimisation-slice';
import { views, viewTitles } from '../../state/store/preferences-slice';
import { store, useStore } from '../../state/store/store';
import type { BackendChoice } from '../../tensor/backend';

/** The actions of the header's buttons, and the theme that the icon of one of them shows. */
export function useHeader() {
  return { theme: useStore((state) => state.theme), actions };
}

/** The views and the one that is shown. */
export function useViews() {
  return {
    views: views.map((name) => ({ name, title: viewTitles[name] })),
    current: useStore((state) => state.view),
    onShow: store.getState().setView,
  };
}

/** What computes, and the choice of another backend. */
export function useBackend() {
  return {
    status: useStore((state) => state.backend),
    busy: useStore((state) => state.backendBusy),
    onChoose: (choice: BackendChoice) => void chooseBackend(choice),
  };
}

/** A lost device, or a GPU error outside any request. */
export function useTrouble() {
  return {
    trouble: useStore((state) => state.trouble),
    onRestart: () => void chooseBackend('auto'),
    onDismiss: () => store.getState().setTrouble(null),
  };
}

/** How far the reading of a session is. */
export function useSessionReading() {
  return { reading: useStore((state) => state.readingSession), onCancel: cancelSession };
}

/** The loaded model, and how far the loading of another is. */
export function useModel() {
  return useStore((state) => state.model);
}

/** The ways to another model. */
export function useModelLoading() {
  return {
    onLoad: (source: ModelSource) => void loadModel(source),
    onLoadBuiltin: () => void loadModel(builtinSource()),
    /** A folder, or files beside each other. */
    onOpenFiles: (files: readonly File[]) => void openModelFiles(chosenFolder(files).files),
    onCancel: cancelModelLoad,
  };
}

/** Why the last attempt to load another model failed; without any model, its status says it. */
export function useModelProblem() {
  return useStore(({ model, modelProblem }) => (model.status.kind === 'ready' ? modelProblem : null));
}

/** What the card says of the loaded model beyond its own information, and what can be done with the model. */
export function useModelCard() {
  return {
    detectors: useStore((state) => state.detectors),
    check: useStore((state) => state.modelCheck),
    /** Whether the model cannot be exchanged now. */
    busy: useStore(
      ({ model, run, training }) =>
        model.status.kind === 'loading' || isActive(run.status) || isActive(training.status),
    ),
    onCheck: () => void checkModel(),
    onRepairGelu: () => void repairGelu(),
  };
}
