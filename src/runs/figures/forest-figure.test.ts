import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSvgMetadata } from '../../formats/figures/svg';
import { forestDrawing, forestFigure, pointsText, verdict, type ForestRow } from './forest-figure';
import { labelPlaces, slopeDrawing, slopeFigure } from './slope-figure';

const row = (value: number, low: number, high: number, paper: number | null = null): ForestRow => ({
  name: `row ${value}`,
  title: `Row ${value}`,
  value,
  interval: { low, high },
  paper,
});
const figure = {
  title: 'Differences',
  xLabel: 'points',
  rows: [row(2, 1, 3), row(0.4, -0.6, 1.5, 1.2), row(-4, -6, -2), { ...row(0, 0, 0), interval: null }],
  about: { seeds: [1, 2] },
};
const circles = (width: number) => forestDrawing(figure, width).nodes.filter(({ name }) => name === 'circle');

describe('forest figure', () => {
  it('says on which side of zero an interval lies; one that touches zero holds it', () => {
    expect(figure.rows.map(verdict)).toEqual([1, 0, -1, 0]);
    expect([row(1, 0, 2), row(-1, -2, 0)].map(verdict)).toEqual([0, 0]);
    expect(pointsText(figure.rows[1]!)).toBe('+0.4 [−0.6, +1.5]');
    expect(pointsText(figure.rows[3]!)).toBe('0.0');
  });

  it('has a full mark where zero is left out, and a hollow one where it is held', () => {
    expect(circles(700).map(({ attributes }) => attributes.fill)).toEqual([
      'var(--good)',
      'var(--surface)',
      'var(--bad)',
      'var(--surface)',
    ]);
  });

  it.each([320, 700])('places marks in proportion in a width of %d', (width) => {
    const [two, some, minus, zero] = circles(width).map(({ attributes }) => Number(attributes.cx));
    expect((two! - zero!) / (zero! - minus!)).toBeCloseTo(2 / 4, 1);
    expect((some! - zero!) / (two! - zero!)).toBeCloseTo(0.2, 1);
    expect(Math.max(two!, minus!)).toBeLessThan(width);
  });

  it('is a file with its origin, also without rows', () => {
    expect(readSvgMetadata(forestFigure(figure))).toEqual(figure.about);
    expect(forestFigure({ ...figure, rows: [] })).not.toMatch(/NaN|Infinity/u);
  });
});

describe('slopes', () => {
  const lines = [
    { name: 'none', title: 'None', source: 60, unseen: 45, main: true },
    { name: 'jitter', title: 'Jitter', source: 59, unseen: 45.1, main: false },
  ];

  it('is a file with its origin, also without rows', () => {
    expect(readSvgMetadata(slopeFigure({ title: 'Slopes', lines, about: { a: 1 } }))).toEqual({ a: 1 });
    expect(slopeFigure({ title: 'Slopes', lines: [], about: null })).not.toMatch(/NaN|Infinity/u);
    const texts = slopeDrawing({ title: '', lines, about: null }, 500).nodes.flatMap(({ children }) => children);
    expect(texts).toContain('45.0 None');
  });

  it('puts no name over another, and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 20, max: 300, noNaN: true }), { maxLength: 18 }), (wanted) => {
        const placed = labelPlaces(wanted, 20, 300);
        const sorted = placed.toSorted((a, b) => a - b);
        sorted.slice(1).forEach((place, i) => expect(place - sorted[i]!).toBeGreaterThan(14.999));
        for (const [a, b] of [
          [0, 1],
          [1, 2],
        ] as const)
          if (wanted[a]! < wanted[b]!) expect(placed[a]!).toBeLessThanOrEqual(placed[b]!);
      }),
    );
    expect(labelPlaces([100, 200], 20, 300)).toEqual([100, 200]);
  });
});
