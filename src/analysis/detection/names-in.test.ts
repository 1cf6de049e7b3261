import { expect, test } from 'vitest';
import { namesIn } from './names-in';

test('names stand between commas or lines, each once, and empty ones are none', () => {
  expect(namesIn(' car, traffic light,,\ncar\r\n bus ,')).toEqual(['car', 'traffic light', 'bus']);
  expect(namesIn(' , \n')).toEqual([]);
});
