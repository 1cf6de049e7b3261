import { engine } from './engine-access';
import { promptProblem } from '../settings/prompt-problems';
import { picturedPrompt } from '../store/panes/pictures-slice';
import type { EmbeddedPrompt } from '../store/prompts-slice';
import { toErrorRecord } from '../store/report-error';
import { store } from '../store/store';
import { whenChanged } from '../store/when-changed';
import { policyPrompts } from './train/training-method';
import { WorkLoop } from './work-loop';

/** Embeds prompts as they are typed, and all of them anew by another model. @returns ends that */
export function followPrompts(): () => void {
  return whenChanged(
    ({ model, sourcePrompt, targets, pictured, newPrompt, trainingMethod, browsing }) => [
      model.info,
      sourcePrompt,
      targets,
      pictured,
      newPrompt,
      trainingMethod,
      browsing.prompt,
    ],
    () => void embedPrompts(),
  );
}

/** So many prompts are embedded at once: what is typed meanwhile waits for no more. */
const textsAtOnce = 4;

const promptEmbedding = new WorkLoop(() => {
  const texts = missingTexts().slice(0, textsAtOnce);
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

/** The source prompt first, on which everything else rests, then the prompt that is typed. */
function missingTexts(): string[] {
  const state = store.getState();
  if (!state.model.info) return [];
  const typed = picturedPrompt(state)?.text ?? '';
  const targets = state.targets.map(({ text }) => text);
  const browsed = state.browsing.prompt.trim();
  const texts = new Set([state.sourcePrompt, typed, browsed, ...targets, ...policyPrompts(state)]);
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
