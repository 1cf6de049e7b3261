import { engine } from '../engine-access';
import type { WordFunnel } from '../../../runs/records/explain-record';
import { ofModel } from '../../store/explain-slice';
import { explain } from './explain-work';
import { cosine } from '../../../math/vector';
import { type State, store } from '../../store/store';

/** What candidates are compared with. */
export const anchorWord = 'weather';

/** The words that the paper's supplement was left with (A.1): hyponyms of "weather" in WordNet, similar enough, and among the 10,000 most common of GloVe. */
export const supplementWords: readonly string[] = (
  'draft easter elements depression wave quiet snow sunshine fog blast freeze breath ' +
  'wind atmosphere rainfall warming trade blow calm cyclone rain air low high'
).split(' ');

/** The five that its prompts use. */
export const paperWords: readonly string[] = ['snow', 'fog', 'cloudy', 'rain', 'stormy'];

/** More of the same kind to try. */
const moreWords: readonly string[] = [
  'overcast',
  'storm',
  'blizzard',
  'mist',
  'haze',
  'hail',
  'drizzle',
  'night',
  'museum',
  'cat',
];

/** All candidates, each once: offered ones, then the user's own. */
export function candidateWords({ ownWords }: Pick<State, 'ownWords'>): readonly string[] {
  return [...new Set([...supplementWords, ...paperWords, ...moreWords, ...ownWords])];
}

/** Embeds the candidates that have no similarity yet. */
export function compareWords(): Promise<void> {
  return explain('words', async (_, modelHash) => {
    const state = store.getState();
    const known = ofModel(state.model.info, state.wordFunnel)?.similarity ?? new Map<string, number>();
    const missing = candidateWords(state).filter((word) => !known.has(word));
    const [anchor, ...words] = await engine().embedText([anchorWord, ...missing]);
    const entries = words.map(({ text, embedding }) => [text, cosine(embedding, anchor!.embedding)] as const);
    const value: WordFunnel = { similarity: new Map([...known, ...entries]) };
    return { wordFunnel: { modelHash, value } };
  });
}

/** Adds a word of the user's, and compares it at once where the others are compared. @returns why it was refused, or null */
export function addWord(text: string): string | null {
  const word = text.trim().toLowerCase();
  const state = store.getState();
  if (word === '') return 'Type a word.';
  if (word.length > 60) return 'This is no word: it has more than 60 characters.';
  if (candidateWords(state).includes(word)) return `“${word}” is in the list already.`;
  state.setExplain({ ownWords: [...state.ownWords, word] });
  if (state.wordFunnel && !state.explainWork) void compareWords();
  return null;
}

/** Adds “an image taken on a {word} {time}” for each word; those that are there already are left out. @returns why it stopped, or null */
export function addWordPrompts(words: readonly string[], time: string): string | null {
  for (const word of words) {
    const { targets, addTarget } = store.getState();
    const text = `an image taken on a ${word} ${time}`;
    if (targets.some((target) => target.text === text)) continue;
    const problem = addTarget(text);
    if (problem !== null) return problem;
  }
  return null;
}
