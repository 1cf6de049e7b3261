import { expect, test } from 'vitest';
import { promptPresets } from './prompt-presets';
import { promptProblem } from './prompt-problems';

const preset = (id: string) => promptPresets.find((candidate) => candidate.id === id)!;

test('the weather preset is the paper’s list in the reference’s order', () => {
  const { sourcePrompt, targetPrompts } = preset('weather');
  expect(sourcePrompt).toBe('an image taken during the day');
  expect(targetPrompts).toEqual([
    'an image taken on a snow night',
    'an image taken on a fog night',
    'an image taken on a cloudy night',
    'an image taken on a rain night',
    'an image taken on a stormy night',
    'an image taken on a snow day',
    'an image taken on a fog day',
    'an image taken on a cloudy day',
    'an image taken on a rain day',
    'an image taken on a stormy day',
    'an image taken on a snow evening',
    'an image taken on a fog evening',
    'an image taken on a cloudy evening',
    'an image taken on a rain evening',
    'an image taken on a stormy evening',
  ]);
});

test('the art preset has the seven styles', () => {
  const { sourcePrompt, targetPrompts } = preset('art');
  expect(sourcePrompt).toBe('a realistic image');
  expect(targetPrompts).toEqual([
    'an image in the comics style',
    'an image in the painting style',
    'an image in the cartoon style',
    'an image in the digital-art style',
    'an image in the sketch style',
    'an image in the watercolor painting style',
    'an image in the oil painting style',
  ]);
});

test('every preset could be run as it is', () => {
  for (const { sourcePrompt, targetPrompts } of promptPresets) {
    expect([sourcePrompt, ...targetPrompts].map(promptProblem)).toEqual(
      [sourcePrompt, ...targetPrompts].map(() => null),
    );
    expect(new Set(targetPrompts).size).toBe(targetPrompts.length);
  }
});
