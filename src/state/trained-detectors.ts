import type { DetectorInfo } from '../engine/engine';
import { download } from './download';
import { engine } from './engine-access';
import { reportError } from './report-error';
import { checkpointWeights, forgetDetector, keepDetector } from './stored-work';
import { type State, store } from './store';

const safetensors = 'application/octet-stream';

/** The detectors that the loaded model did not bring: trained or opened here. */
export function trainedDetectors({ detectors, model }: State): readonly DetectorInfo[] {
  const shipped = new Set(model.info?.detectors.map(({ name }) => name));
  return detectors.filter(({ name }) => !shipped.has(name));
}

/** The detector as a file that this page opens again. */
export async function exportDetector(name: string): Promise<void> {
  try {
    download(`${name}.safetensors`, (await engine().exportDetector(name)) as Uint8Array<ArrayBuffer>, safetensors);
  } catch (error) {
    reportError(error);
  }
}

/** Opens a detector file; one of another model, or a broken one, is refused with the reason, and nothing changes. */
export async function openDetector(file: File): Promise<void> {
  try {
    const name = freeDetectorName(file.name.replace(/\.safetensors$/iu, '') || 'detector', store.getState());
    const detector = await engine().importDetector(name, new Uint8Array(await file.arrayBuffer()));
    store.getState().addDetector(detector);
    store.getState().choosePane('right', { detector: name, testTimeOffset: null });
    await keepDetector(name);
    store.getState().notify({ tone: 'info', message: `“${detector.title}” is in the right pane.`, hint: '' });
  } catch (error) {
    reportError(error);
  }
}

/** Takes a detector from the lists and the browser's storage; the notice brings it back. */
export async function deleteDetector({ name, title }: DetectorInfo): Promise<void> {
  const state = store.getState();
  const removed = state.detectors.find((detector) => detector.name === name);
  if (!removed) return;
  const [fallback] = state.model.info?.detectors ?? [];
  for (const pane of ['left', 'right'] as const)
    if (state.panes[pane].detector === name && fallback)
      state.choosePane(pane, { detector: fallback.name, testTimeOffset: null });
  state.removeDetector(name);
  await forgetDetector(name);
  // The engine keeps it until the page is closed, so that it can come back.
  store.getState().notify({
    tone: 'info',
    message: `“${title}” is deleted.`,
    hint: '',
    undo: () => {
      store.getState().addDetector(removed);
      void keepDetector(name);
    },
  });
}

/** The newest checkpoint as a file: weights, momentum and step in fp32. */
export async function exportCheckpoint(name: string): Promise<void> {
  const weights = await checkpointWeights(name);
  if (weights) return download(name, weights as Uint8Array<ArrayBuffer>, safetensors);
  store.getState().notify({
    tone: 'error',
    message: 'The checkpoint is gone.',
    hint: 'The browser may have cleared the storage of this page.',
  });
}

/** Detectors stay side by side, so that they can be compared: a name that is taken gets a number. */
export function freeDetectorName(wanted: string, { detectors }: State): string {
  const taken = new Set(detectors.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) return name;
  }
}
