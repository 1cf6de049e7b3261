import type { SweptSetting } from '../../method/sweep';
import { store } from '../store/store';
import { startRun } from './run-optimisation';

/**
 * Optimises once for each value of a setting, all else as it stands; the parameters of the page stay as they are.
 * It ends early with a run that does not finish. Every run is kept as any other.
 */
export async function sweepOptimisation(setting: SweptSetting, values: readonly number[]): Promise<void> {
  const { setSweep } = store.getState();
  const runs: string[] = [];
  setSweep({ setting, values, runs: [], active: true });
  for (const value of values) {
    const ended = startRun({ single: false, change: { [setting]: value } });
    const { id, status } = store.getState().run;
    // What keeps a run from starting has been said.
    if (status !== 'preparing' || id === null) break;
    runs.push(id);
    setSweep({ setting, values, runs: [...runs], active: true });
    await ended;
    const { run } = store.getState();
    if (run.id !== id || run.status !== 'finished') break;
  }
  setSweep(runs.length === 0 ? null : { setting, values, runs, active: false });
}
