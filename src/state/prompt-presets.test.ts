import { expect, test } from 'vitest';
import { promptPresets } from './prompt-presets';
import { promptProblem } from './prompt-problems';

const preset = (id: string) => promptPresets.find((candidate) => candidate.id === id)!;

test('the weather preset is the paper’s list in the reference’s order', () => {
  const { sourcePrompt, targetPrompts } = preset('weather');
  expect(sourcePrompt).toBe('an image taken during the day');
  expect(targetPrompts).toHaveLength(15);
  expect(targetPrompts.slice(0, 6)).toEqual([
    'an image taken on a snow night',
    'an image taken on a fog night',
    'an image taken on a cloudy night',
    'an image taken on a rain night',
    'an image taken on a stormy night',
    'an image taken on a snow day',
  ]);
  expect(targetPrompts.at(-1)).toBe('an image taken on a stormy evening');
});

test('the art preset has the seven styles', () => {
  expect(preset('art').targetPrompts).toHaveLength(7);
  expect(preset('art').targetPrompts[3]).toBe('an image in the digital-art style');
});

test('every preset could be run as it is', () => {
  for (const { sourcePrompt, targetPrompts } of promptPresets) {
    expect([sourcePrompt, ...targetPrompts].map(promptProblem)).toEqual(
      [sourcePrompt, ...targetPrompts].map(() => null),
    );
    expect(new Set(targetPrompts).size).toBe(targetPrompts.length);
  }
});
