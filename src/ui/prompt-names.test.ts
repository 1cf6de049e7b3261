import { expect, test } from 'vitest';
import { promptNames } from './prompt-names';

test('what all prompts begin with is left out', () => {
  expect(promptNames(['an image taken on a rain night', 'an image taken on a fog day'])).toEqual([
    'rain night',
    'fog day',
  ]);
});

test('no name is ever empty', () => {
  expect(promptNames(['a street', 'a street'])).toEqual(['street', 'street']);
  expect(promptNames(['rain', 'rain night'])).toEqual(['rain', 'rain night']);
  expect(promptNames(['a single prompt'])).toEqual(['a single prompt']);
  expect(promptNames([])).toEqual([]);
});
