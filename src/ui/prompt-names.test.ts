import { expect, test } from 'vitest';
import { distinctPromptNames, promptNames } from './prompt-names';

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

test('where names head rows and columns, none is twice', () => {
  expect(distinctPromptNames(['a fog day', 'a rain day', 'a fog day'])).toEqual(['fog day', 'rain day', 'fog day (3)']);
});
