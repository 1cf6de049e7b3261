import { poolOffsets } from '../runs/offsets-record';
import { engine } from './engine-access';
import { emptyRun, isActive } from './optimisation-slice';
import { provenance } from './provenance';
import { reportError } from './report-error';
import { store } from './store';

/** Takes the offsets that the model brings, in place of a run; prompts stay as they are. */
export async function takeShippedOffsets(): Promise<void> {
  const { model, run } = store.getState();
  const [name] = model.info?.offsets ?? [];
  if (name === undefined || isActive(run.status)) return;
  try {
    const offsets = await engine().loadOffsets(name);
    const state = store.getState();
    if (isActive(state.run.status) || state.model.info !== model.info) return;
    state.replaceRun({
      ...emptyRun,
      status: 'finished',
      origin: 'imported',
      offsets,
      pooled: poolOffsets(offsets),
      provenance: provenance(state, 0),
    });
  } catch (error) {
    reportError(error);
  }
}
