import { engine } from './engine-access';
import { promptProblem } from '../settings/prompt-problems';
import type { EmbeddedPrompt } from '../store/prompts-slice';
import { toErrorRecord } from '../store/report-error';
import { store } from '../store/store';
import { whenChanged } from '../store/when-changed';
import { policyPrompts } from './training-method';
import { WorkLoop } from './work-loop';

/** Embeds prompts as they are typed, and all of them anew by another model. */
export function followPrompts(): void {
  whenChanged(
    ({ model, sourcePrompt, targets, trainingMethod }) => [model.info, sourcePrompt, targets, trainingMethod],
    () => void embedPrompts(),
  );
}

const promptEmbedding = new WorkLoop(() => {
  const texts = missingTexts();
  if (texts.length === 0) return null;
  return async () => {
    const model = store.getState().model.info;
    const entries = await embed(texts);
    if (store.getState().model.info === model) store.getState().storeEmbeddings(entries);
  };
});

/** Embeds every prompt that has no embedding yet. A bad one does not keep the others from theirs. */
export function embedPrompts(): Promise<void> {
  return promptEmbedding.run();
}

function missingTexts(): string[] {
  const state = store.getState();
  if (!state.model.info) return [];
  const texts = new Set([state.sourcePrompt, ...state.targets.map(({ text }) => text), ...policyPrompts(state)]);
  return [...texts].filter((text) => promptProblem(text) === null && !state.embeddings.has(text));
}

async function embed(texts: readonly string[]): Promise<readonly (readonly [string, EmbeddedPrompt])[]> {
  try {
    const embedded = await engine().embedText(texts);
    return embedded.map(({ text, tokens, embedding }) => [text, { kind: 'ready', tokens: tokens.length, embedding }]);
  } catch (error) {
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return [[only, { kind: 'failed', error: toErrorRecord(error) }]];
    const parts = [];
    for (const text of texts) parts.push(...(await embed([text])));
    return parts;
  }
}
