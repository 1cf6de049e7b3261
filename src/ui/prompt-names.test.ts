import { expect, test } from 'vitest';
import { distinctPromptNames, promptNames } from './prompt-names';

test('what all prompts begin with is left out', () => {
  expect(promptNames(['an image taken on a rain night', 'an image taken on a fog day'])).toEqual([
    'rain night',
    'fog day',
  ]);
});

test('one prompt with another beginning does not make all names long', () => {
  const weather = ['rain night', 'fog day', 'snow day'].map((words) => `an image taken on a ${words}`);
  expect(promptNames([...weather, 'heavy monsoon at dusk'])).toEqual([
    'rain night',
    'fog day',
    'snow day',
    'heavy monsoon at dusk',
  ]);
  expect(promptNames([...weather, 'an old street'])).toEqual(['rain night', 'fog day', 'snow day', 'an old street']);
});

test('words that tell prompts apart stay, and no name is another prompt', () => {
  expect(promptNames(['a rain night', 'a rain day', 'a rain evening', 'a fog day'])).toEqual([
    'rain night',
    'rain day',
    'rain evening',
    'fog day',
  ]);
  const named = ['an image taken on a fog day', 'an image taken on a rain day', 'fog day'];
  expect(promptNames(named)).toEqual([named[0], 'rain day', 'fog day']);
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
