import { allConditions, conditionName, sourceDomain } from '../../scenes';
import { engine } from './engine-access';
import { explain } from './explain-work';
import { explainedOffsets } from './explained-offsets';
import { conditionsOfPrompts } from '../../analysis/embedding/shift-alignment';
import { type State, store } from '../store/store';

/** All conditions but the source. */
export const otherConditions: readonly string[] = allConditions
  .map(conditionName)
  .filter((name) => name !== sourceDomain);

/** What a measurement would compare: conditions that the prompts of the offsets name (those of the list where there are none), or all. */
export function conditionsToMeasure(state: State): readonly string[] {
  const offsets = explainedOffsets(state);
  const prompts = offsets?.pooled.targetPrompts ?? state.targets.map(({ text }) => text);
  const named = state.shiftsOfAll ? [] : conditionsOfPrompts(prompts);
  return named.length > 1 ? named : otherConditions;
}

/** Measures the true shifts on validation streets: nothing of the test split enters a choice. */
export function measureTrueShifts(): Promise<void> {
  return explain('shifts', async (options, modelHash) => {
    const state = store.getState();
    const request = { conditions: conditionsToMeasure(state), scenes: state.shiftScenes, split: 'val' } as const;
    const value = await engine().measureShifts(request, options);
    return { measuredShifts: { modelHash, value } };
  });
}
