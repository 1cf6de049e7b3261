/** So many words or more that most prompts begin with are a template: they tell none of them apart. */
const templateWords = 3;

/**
 * Short names of prompts, whole words only: without what all begin with, or without a template that more than half begin with. One with another
 * beginning keeps its words.
 */
export function promptNames(prompts: readonly string[]): readonly string[] {
  if (prompts.length < 2) return prompts;
  const words = prompts.map((prompt) => prompt.split(' '));
  const left = commonWords(words);
  const template = commonTemplate(words);
  if (template.count * template.words.length <= words.length * left) return words.map((each) => without(each, left));
  const names = words.map((each) =>
    beginsWith(each, template.words) ? without(each, template.words.length) : each.join(' '),
  );
  // A name that is another prompt's whole text would say the wrong thing.
  return names.map((name, at) => (prompts.some((other, i) => i !== at && other === name) ? prompts[at]! : name));
}

/** The same where no two may be alike: what repeats has its place behind it. */
export function distinctPromptNames(prompts: readonly string[]): readonly string[] {
  return promptNames(prompts).map((name, at, all) => (all.indexOf(name) === at ? name : `${name} (${at + 1})`));
}

/** How many words all begin with, such that a word is left of each. */
function commonWords(words: readonly (readonly string[])[]): number {
  const [first = []] = words;
  let common = 0;
  while (words.every((each) => each.length > common + 1 && each[common] === first[common])) common++;
  return common;
}

/** The longest beginning of at least {@link templateWords} words that more than half have; of no words where there is none. */
function commonTemplate(words: readonly (readonly string[])[]): {
  readonly words: readonly string[];
  readonly count: number;
} {
  const beginnings = words.flatMap((each) =>
    each.slice(templateWords).map((_, at) => each.slice(0, templateWords + at)),
  );
  const counted = beginnings.map((beginning) => ({
    words: beginning,
    count: words.filter((each) => beginsWith(each, beginning)).length,
  }));
  const shared = counted.filter(({ count }) => count > 1 && count > words.length / 2);
  return shared.reduce((best, one) => (one.words.length > best.words.length ? one : best), { words: [], count: 0 });
}

/** Whether there are more words than the beginning. */
function beginsWith(words: readonly string[], beginning: readonly string[]): boolean {
  return words.length > beginning.length && beginning.every((word, at) => words[at] === word);
}

function without(words: readonly string[], count: number): string {
  return words.slice(count).join(' ');
}
