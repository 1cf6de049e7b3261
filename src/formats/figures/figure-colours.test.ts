import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { figureColours, onPaper, themed } from './figure-colours';

const tokens = readFileSync(new URL('../../ui/styles/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = tokens.split("[data-theme='dark']");

test.each(figureColours)('--%s has a value in the theme, and on paper that of the light one', (colour) => {
  const inLight = new RegExp(`--${colour}: (#[0-9a-f]{6});`, 'u').exec(light)?.[1];
  expect(onPaper(themed(colour))).toBe(inLight);
  // A colour that dark does not name is the same there.
  expect(inLight ?? new RegExp(`--${colour}: `, 'u').exec(dark)).toBeTruthy();
});

test('other attributes are as they are', () => {
  expect(onPaper('M0 1L2 3')).toBe('M0 1L2 3');
  expect(onPaper('var(--nothing)')).toBe('var(--nothing)');
});
