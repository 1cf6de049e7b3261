import type { Condition, TimeOfDay, Weather } from './types';

const timeWords: Readonly<Record<string, TimeOfDay>> = {
  day: 'day',
  daytime: 'day',
  night: 'night',
  nighttime: 'night',
  evening: 'evening',
  dusk: 'evening',
};

const weatherWords: Readonly<Record<string, Weather>> = {
  clear: 'clear',
  cloudy: 'cloudy',
  overcast: 'cloudy',
  rain: 'rain',
  rainy: 'rain',
  fog: 'fog',
  foggy: 'fog',
  snow: 'snow',
  snowy: 'snow',
  storm: 'stormy',
  stormy: 'stormy',
};

/**
 * The condition that a prompt names: exactly one time of day and one weather, as in "an image taken on a rain night".
 * @returns null for every other prompt
 */
export function conditionOfPrompt(prompt: string): Condition | null {
  const words = prompt.toLowerCase().match(/\p{L}+/gu) ?? [];
  const time = only(words, timeWords);
  const weather = only(words, weatherWords);
  return time === null || weather === null ? null : { time, weather };
}

function only<T>(words: readonly string[], meanings: Readonly<Record<string, T>>): T | null {
  const found = new Set(words.flatMap((word) => (Object.hasOwn(meanings, word) ? [meanings[word]!] : [])));
  const [first] = found;
  return found.size === 1 && first !== undefined ? first : null;
}
