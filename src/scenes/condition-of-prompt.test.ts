import { expect, test } from 'vitest';
import { conditionOfPrompt } from './condition-of-prompt';

test.each([
  ['an image taken on a rain night', { time: 'night', weather: 'rain' }],
  ['an image taken on a fog day', { time: 'day', weather: 'fog' }],
  ['an image taken on a cloudy evening', { time: 'evening', weather: 'cloudy' }],
  ['A stormy, stormy DUSK.', { time: 'evening', weather: 'stormy' }],
  ['a snowy daytime street', { time: 'day', weather: 'snow' }],
  ['an image taken during the day', null],
  ['driving at night', null],
  ['an image taken on a rain and fog night', null],
  ['a rainy day and night', null],
  ['an image of a cat', null],
  ['a constructor day', null],
  ['', null],
])('%s', (prompt, condition) => expect(conditionOfPrompt(prompt)).toEqual(condition));
