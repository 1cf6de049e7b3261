import { expect, test } from 'vitest';
import { promptsChanged } from './prompts-changed';

const begunWith = { sourcePrompt: 'day', targetPrompts: ['fog', 'snow'] };

test('prompts have changed where a text, their order or their number has', () => {
  expect(promptsChanged(begunWith, { sourcePrompt: 'day', targetPrompts: ['fog', 'snow'] })).toBe(false);
  expect(promptsChanged(begunWith, { ...begunWith, sourcePrompt: 'a day' })).toBe(true);
  for (const targetPrompts of [['fog'], ['fog', 'snow', 'rain'], ['snow', 'fog'], ['fog', 'sno']])
    expect(promptsChanged(begunWith, { ...begunWith, targetPrompts })).toBe(true);
});
