/** Short names of prompts: what they begin with in common is left out, whole words only. */
export function promptNames(prompts: readonly string[]): readonly string[] {
  const words = prompts.map((prompt) => prompt.split(' '));
  const first = words[0] ?? [];
  let common = 0;
  while (prompts.length > 1 && words.every((each) => each.length > common + 1 && each[common] === first[common]))
    common++;
  return words.map((each) => each.slice(common).join(' '));
}

/** The same where no two may be alike: what repeats has its place behind it. */
export function distinctPromptNames(prompts: readonly string[]): readonly string[] {
  return promptNames(prompts).map((name, at, all) => (all.indexOf(name) === at ? name : `${name} (${at + 1})`));
}
