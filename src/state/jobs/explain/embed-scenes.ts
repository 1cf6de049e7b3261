import type { Progress } from '../../../engine/engine';
import { sourceDomain } from '../../../scenes';
import { engine } from '../engine-access';
import { ofModel } from '../../store/explain-slice';
import type { EmbeddedScenes } from '../../../runs/records/explain-record';
import { explain } from './explain-work';
import { explainObstacle } from '../obstacles';
import { explainedOffsets } from './explained-offsets';
import { draftProblem } from '../../store/field-drafts-slice';
import { isActive } from '../../store/optimisation-slice';
import { builtinScene } from '../../files/scene-images';
import { conditionsOfPrompts } from '../../../analysis/embedding/shift-alignment';
import { type State, store } from '../../store/store';
import { whenChanged } from '../../store/when-changed';

/** Streets are those of the validation split, as for the true shifts. */
const split = 'val';
/** Least time between two refreshes while an optimisation runs. */
const refreshMilliseconds = 1000;

/** Why there is nothing to embed with, beside the engine; null where there is. */
export function embeddingObstacle(state: State): string | null {
  const { embeddedCount } = state;
  if (!explainedOffsets(state)) return 'Choose offsets above, or optimise some.';
  return draftProblem(state, 'explain', { embeddedCount });
}

/** Embeds streets in clear daytime, augmented by each offset, and in each weather that a prompt names. */
export function embedScenes(): Promise<void> {
  return explain('embeddings', async ({ signal, onProgress }, modelHash) => {
    const state = store.getState();
    const offsets = explainedOffsets(state);
    if (!offsets) return {};
    const count = state.embeddedCount;
    const { sourcePrompt, targetPrompts } = offsets.pooled;
    const names = conditionsOfPrompts(targetPrompts);
    const total = count * (1 + names.length);
    const report = (done: number) => onProgress(embeddingProgress(done, total));
    report(0);
    const embeddings = await engine().embedAugmented(
      { images: await streets(count, sourceDomain, signal), offsets: offsets.offsets },
      { signal, onProgress: ({ done }) => report(done) },
    );
    const former = ofModel(state.model.info, state.embeddedScenes);
    const conditions: EmbeddedScenes['conditions'][number][] = [];
    for (const name of names) {
      const known = former?.conditions.find(
        (condition) => condition.name === name && condition.embeddings.length === count,
      );
      conditions.push(known ?? { name, embeddings: await engine().embedImages(await streets(count, name, signal)) });
      report(count * (1 + conditions.length));
    }
    const [source, ...texts] = await engine().embedText([sourcePrompt, ...targetPrompts]);
    const value: EmbeddedScenes = {
      offsetsTitle: offsets.title,
      sourcePrompt,
      targetPrompts,
      embeddings,
      conditions,
      sourceText: source!.embedding,
      texts: texts.map(({ embedding }) => embedding),
    };
    return { embeddedScenes: { modelHash, value } };
  });
}

/** The first validation streets in one condition; rendered one by one, so that the page stays quick. */
async function streets(count: number, condition: string, signal: AbortSignal) {
  const images = [];
  for (let index = 0; index < count; index++) {
    signal.throwIfAborted();
    images.push(builtinScene(split, index, condition).image);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return images;
}

function embeddingProgress(done: number, total: number): Progress {
  return { stage: 'Embedding images', done, total, unit: 'images', perSecond: null, secondsLeft: null };
}

/** Embeds anew when the running optimisation has new offsets, at most once a second, where the user wants it. */
export function followOptimisation(): void {
  let waiting = false;
  whenChanged(
    (state) => state.run.offsets,
    () => {
      const state = store.getState();
      if (waiting || !state.followRun || state.view !== 'explain') return;
      if (!isActive(state.run.status) || state.shippedOffsets || explainObstacle(state)) return;
      waiting = true;
      void embedScenes().then(() => setTimeout(() => (waiting = false), refreshMilliseconds));
    },
  );
}
