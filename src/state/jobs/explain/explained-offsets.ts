import type { Offsets } from '../../../augmentation/offsets';
import { poolOffsets, type PooledOffsets } from '../../../runs/records/offsets-record';
import { memoNewest } from '../../../math/memo';
import { engine } from '../engine-access';
import { ofModel } from '../../store/explain-slice';
import type { Origin } from '../../store/optimisation-slice';
import type { ExplainedOffsets } from '../../../analysis/embedding/pooled-means';
import { reportError } from '../../store/report-error';
import { type State, store } from '../../store/store';

const runTitles: Readonly<Record<Origin, string>> = {
  live: 'the offsets of your run',
  restored: 'the offsets of an earlier visit',
  imported: 'the offsets of the session file',
  recorded: 'the offsets of the recorded example',
};

/** Shipped offsets where they were asked for, else those of the run where they belong to the loaded model; the same object for the same state. */
export const explainedOffsets: (state: State) => ExplainedOffsets | null = memoNewest(
  ({ model, shippedOffsets, run }) => [model.info, shippedOffsets, run.pooled, run.offsets, run.provenance],
  choose,
);

function choose({ model, shippedOffsets, run }: State): ExplainedOffsets | null {
  const shipped = ofModel(model.info, shippedOffsets);
  if (shipped) {
    const { name, offsets } = shipped;
    return { title: `the shipped offsets “${name}”`, pooled: poolOffsets(offsets), offsets };
  }
  if (!run.pooled || run.provenance?.modelHash !== model.info?.hash) return null;
  return { title: runTitles[run.origin], pooled: run.pooled, offsets: run.offsets ?? everywhere(run.pooled) };
}

/** Means as offsets with a grid of one position. */
function everywhere({ sourcePrompt, targetPrompts, channels, means }: PooledOffsets): Offsets {
  return { sourcePrompt, targetPrompts, channels, height: 1, width: 1, values: means };
}

/** Looks at the offsets that the bundle ships. */
export async function showShippedOffsets(name: string): Promise<void> {
  const { info } = store.getState().model;
  if (!info) return;
  try {
    const offsets = await engine().loadOffsets(name);
    store.getState().setExplain({ shippedOffsets: { modelHash: info.hash, value: { name, offsets } } });
  } catch (error) {
    reportError(error);
  }
}

/** Looks at those of the run again. */
export function showRunOffsets(): void {
  store.getState().setExplain({ shippedOffsets: null });
}
