import { expect, test } from 'vitest';
import { neutralPromptCount } from './dictionary';
import { neutralPrompts } from './neutral-prompts';

test('a hundred prompts, each once, none of them of light, weather or the time of day', () => {
  expect(neutralPrompts).toHaveLength(neutralPromptCount);
  expect(new Set(neutralPrompts).size).toBe(neutralPromptCount);
  const photometric =
    /\b(?:light|dark|bright|sun|sunny|rain|snow|fog|cloud|storm|night|day|evening|dusk|dawn|weather)/iu;
  expect(neutralPrompts.filter((prompt) => photometric.test(prompt))).toEqual([]);
});
