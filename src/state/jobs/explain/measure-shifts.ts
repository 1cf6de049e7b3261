import { allConditions, conditionName, sourceDomain } from '../../../scenes';
import { engine } from '../engine-access';
import { explain } from './explain-work';
import { explainedOffsets } from './explained-offsets';
import { conditionsOfPrompts } from '../../../analysis/embedding/shift-alignment';
import { comparedPolicies, shiftMovers } from '../../../analysis/embedding/shift-movers';
import type { EmbeddedText } from '../../../photometrics/dictionary/make-policy';
import { type State, store } from '../../store/store';

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

/** Measures the true shifts on validation streets, and beside them all that is meant to go there: nothing of the test split enters a choice. */
export function measureTrueShifts(): Promise<void> {
  return explain('shifts', async (options, modelHash) => {
    const state = store.getState();
    const offsets = explainedOffsets(state);
    const { dictionary } = state.photometrics;
    const [source] = embeddedPrompts(state, [state.sourcePrompt]);
    const targets = embeddedPrompts(
      state,
      state.targets.map(({ text }) => text),
    );
    const policies = dictionary && source && targets.length > 0 ? comparedPolicies(dictionary, source, targets) : [];
    const value = await engine().measureShifts(
      {
        conditions: conditionsToMeasure(state),
        scenes: state.shiftScenes,
        split: 'val',
        policies,
        offsets: offsets?.offsets ?? null,
      },
      options,
    );
    const movers = source ? shiftMovers(value, offsets, source, targets) : [];
    return { measuredShifts: { modelHash, value }, shiftMovers: { modelHash, value: movers } };
  });
}

/** Those of the prompts whose text embedding is there. */
function embeddedPrompts({ embeddings }: State, texts: readonly string[]): readonly EmbeddedText[] {
  return [...new Set(texts)].flatMap((text) => {
    const embedded = embeddings.get(text);
    return embedded?.kind === 'ready' ? [{ text, embedding: embedded.embedding }] : [];
  });
}
