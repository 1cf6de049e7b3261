import { expect, test } from 'vitest';
import { divergingColour, recallScore, sequentialColour, shownValue } from './condition-scores';

const outcome = (...found: number[]) => ({ found, falseBoxes: [99] });

test('recall counts the objects above the threshold of all scenes', () => {
  const a = [outcome(90, 51, 0), outcome(20)];
  const b = [outcome(0, 60, 70), outcome(80)];
  const score = recallScore(a, b, 0.5);
  expect(score).toEqual({ a: 2 / 4, b: 3 / 4, counts: { a: 2, b: 3, objects: 4 } });
  expect(shownValue(score!, 'change')).toBeCloseTo(0.25, 12);
  expect(recallScore(a, b, 0.51)?.counts).toEqual({ a: 1, b: 3, objects: 4 });
  expect(recallScore([outcome()], [outcome()], 0.5)).toBeNull();
});

test('nothing is white; orange is where A has more, blue where B has, and both end where the key ends', () => {
  expect(divergingColour(0, 0.2)).toBe(sequentialColour(0));
  expect(divergingColour(0.2, 0.2)).toBe(sequentialColour(1));
  expect(divergingColour(0.4, 0.2)).toBe(divergingColour(0.2, 0.2));
  expect(divergingColour(-0.1, 0.2)).toBe('rgb(248 204 151)');
});

/** WCAG 2's relative luminance. */
function luminance(colour: string): number {
  const [r, g, b] = colour
    .match(/\d+/gu)!
    .map((part) => Number(part) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test('dark text is legible on every colour', () => {
  const ink = luminance('rgb(16 16 16)');
  for (const colour of [sequentialColour(1), divergingColour(-1, 1), divergingColour(0, 1)])
    expect((luminance(colour) + 0.05) / (ink + 0.05)).toBeGreaterThan(7);
});
