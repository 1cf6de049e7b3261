import type { ModelInfo, ModelSource, WorkOptions } from '../../../engine/engine';
import type { BackendChoice } from '../../../tensor/backend';
import { engine } from '../engine-access';
import { LatestTurn } from '../latest-turn';
import { jobObstacle } from '../obstacles';
import { settleLinkedPanes, settlePanes } from '../detect/pane-choices';
import { reportError, toErrorRecord } from '../../store/report-error';
import { store } from '../../store/store';
import { checkWhenIdle } from './check-model';
import { chooseProposals, chosenProposals } from '../detect/open-proposals';
import { restoreDetectors } from '../../library/stored-work';

const loading = new LatestTurn();

/** The bundle beside the page; nothing else is ever fetched unasked. */
export function builtinSource(): ModelSource {
  return { kind: 'url', url: new URL('models/builtin/', document.baseURI).href };
}

/** Loads a model; a failure or a cancellation leaves the former one in place. */
export async function loadModel(source: ModelSource): Promise<void> {
  await exchangeModel((options) => engine().loadModel(source, options));
  // A download leaves files, also where it fails.
  if (source.kind === 'download') store.getState().storageChanged();
}

/** Puts QuickGELU in place of GELU in the text tower: another model, whose embeddings and detectors are computed anew. */
export async function repairGelu(): Promise<void> {
  await exchangeModel(() => engine().repairGelu());
}

async function exchangeModel(exchange: (options: WorkOptions) => Promise<ModelInfo>): Promise<void> {
  const turn = loading.begin();
  const { setModelStatus, modelLoaded, forgetEmbeddings } = store.getState();
  const proposals = chosenProposals();
  setModelStatus({ kind: 'loading', progress: null });
  try {
    const info = await exchange({
      signal: turn.signal,
      onProgress: (progress) => {
        if (turn.isNewest()) setModelStatus({ kind: 'loading', progress });
      },
    });
    if (!turn.isNewest()) return;
    forgetEmbeddings();
    modelLoaded(info);
    // The network that proposes regions stays open, whichever CLIP names them.
    if (proposals?.kind === 'network') void chooseProposals({ kind: 'open', network: proposals.network });
    settlePanes();
    void restoreDetectors().then(settleLinkedPanes);
    tellUnkept(info);
    checkWhenIdle(info);
  } catch (error) {
    if (!turn.isNewest()) return;
    const record = toErrorRecord(error);
    const kept = store.getState().model.info !== null;
    if (turn.signal.aborted || record.code === 'cancelled')
      setModelStatus(kept ? { kind: 'ready' } : { kind: 'cancelled' });
    else setModelStatus(kept ? { kind: 'ready' } : { kind: 'failed', error: record }, record);
    reportError(error);
  }
}

/** A model that the browser does not keep is downloaded again at the next visit: that should be no surprise. */
function tellUnkept({ origin }: ModelInfo): void {
  if (origin.kind !== 'download' || origin.unkept === null) return;
  store.getState().notify({
    tone: 'info',
    message:
      origin.unkept.kind === 'full'
        ? 'The browser’s space for this page does not hold this model; it is in memory until the page is closed.'
        : `The browser does not keep this model (${origin.unkept.message}); it is in memory until the page is closed.`,
    hint: 'It works all the same. Delete what you no longer need under “Models in this browser”, or download the files and open their folder.',
  });
}

export function cancelModelLoad(): void {
  loading.cancel();
}

/** Switches the backend; refused while a job holds the engine. */
export async function chooseBackend(choice: BackendChoice): Promise<void> {
  const state = store.getState();
  const { setBackendBusy, setBackendStatus, setTrouble } = state;
  const obstacle = jobObstacle(state);
  if (obstacle) {
    state.notify({ tone: 'info', message: obstacle, hint: 'Then change the backend; what is done is kept.' });
    return;
  }
  setBackendBusy(true);
  try {
    setBackendStatus(await engine().setBackend(choice));
    setTrouble(null);
  } catch (error) {
    reportError(error);
  } finally {
    setBackendBusy(false);
  }
}
