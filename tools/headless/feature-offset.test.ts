import { expect, test } from 'vitest';
import { targetOf } from './feature-offset';

const prompts = ['an image taken on a rain night', '2', 'fog'];

test('a prompt is its text, or else its number from 0', () => {
  expect(targetOf(prompts, 'fog')).toBe(2);
  expect(targetOf(prompts, '0')).toBe(0);
  expect(targetOf(prompts, 0)).toBe(0);
  expect(targetOf(prompts, '2')).toBe(1);
  expect(targetOf(['only'], null)).toBe(0);
});

test('what is not clear lists what there is', () => {
  expect(() => targetOf(prompts, null)).toThrow('The offsets are for 3 prompts; --prompt says which.');
  expect(() => targetOf(prompts, '3')).toThrow('--prompt: there are no offsets for "3".');
  expect(() => targetOf(prompts, 'night')).toThrow('--prompt: there are no offsets for "night".');
});
