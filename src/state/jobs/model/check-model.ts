import { agreesWithGraph } from '../../../analysis/model-agreement';
import type { ModelInfo } from '../../../engine/engine';
import { engine } from '../engine-access';
import { paneIds } from '../../store/panes/detection-slice';
import { engineIdle } from '../obstacles';
import { toErrorRecord } from '../../store/report-error';
import { type State, store } from '../../store/store';

const quietMilliseconds = 2000;

/** Compares the model with its own visual graph once nothing else is to be done. The model of the page itself is checked on request only. */
export function checkWhenIdle(info: ModelInfo): void {
  if (info.origin.kind === 'page') return;
  setTimeout(() => {
    const state = store.getState();
    if (state.model.info !== info || state.modelCheck !== null) return;
    if (idle(state)) void checkModel();
    else checkWhenIdle(info);
  }, quietMilliseconds);
}

/** Compares the loaded model with its own visual graph. */
export async function checkModel(): Promise<void> {
  const { model, modelCheck, setModelCheck, notify } = store.getState();
  const { info } = model;
  if (info === null || modelCheck?.kind === 'running') return;
  const current = () => store.getState().model.info === info;
  setModelCheck({ kind: 'running' });
  try {
    const check = await engine().checkModel();
    if (!current()) return;
    setModelCheck(check);
    if (check.kind === 'compared' && !agreesWithGraph(check.cosine)) {
      notify({
        tone: 'error',
        message: `This model differs from its own ONNX graph: the cosine of their embeddings is ${check.cosine.toFixed(4)}.`,
        hint: 'Results with it are not to be trusted. Check that all files belong to one model, and try another backend.',
      });
    }
  } catch (error) {
    if (current()) setModelCheck({ kind: 'failed', error: toErrorRecord(error) });
  }
}

function idle(state: State): boolean {
  return (
    engineIdle(state) &&
    state.explainWork === null &&
    state.runEstimate !== 'measuring' &&
    state.trainingEstimate !== 'measuring' &&
    paneIds.every((pane) => state.results[pane].kind !== 'working')
  );
}
