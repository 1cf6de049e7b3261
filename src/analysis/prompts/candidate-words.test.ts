import { expect, test } from 'vitest';
import { orderedWords } from './candidate-words';

test('known words come first, the closest before others; what is not compared keeps its order', () => {
  const word = (name: string, similarity: number, unknown = false) => ({ word: name, similarity, unknown });
  const names = (words: Parameters<typeof orderedWords>[0]) => orderedWords(words).map((one) => one.word);
  expect(names([word('rain', 0.5), word('graupel', 0.9, true), word('fog', 0.7), word('car', -0.1)])).toEqual([
    'fog',
    'rain',
    'car',
    'graupel',
  ]);
  expect(names([word('rain', NaN), word('fog', NaN), word('hail', NaN)])).toEqual(['rain', 'fog', 'hail']);
});
