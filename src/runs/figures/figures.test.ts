import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSvgMetadata } from '../../formats/figures/svg';
import { curveFigure, type CurveFigure } from './curve-figure';
import { matrixFigure } from './matrix-figure';
import { planeFigure } from './plane-figure';
import { promptColour } from './prompt-colour';
import { linearAxis, logarithmicAxis } from './figure-axis';
import { precisionRecallFigure } from './precision-recall-figure';

const steps = Float64Array.from({ length: 100_000 }, (_, i) => i);
const noisy = (line: number) => steps.map((step) => 1 / (1 + step / 1e4) + 0.3 * Math.sin(step * (line + 1)));
const figure: CurveFigure = {
  title: 'Loss & <more>',
  xLabel: 'Iteration',
  yLabel: 'L_opt',
  logX: false,
  logY: false,
  smoothing: 0.9,
  lines: Array.from({ length: 8 }, (_, i) => ({ label: `Run ${i} “rain”`, x: steps, y: noisy(i) })),
  about: { config: { seed: 7, prompt: 'a “night” <&>' } },
};
const points = (svg: string) =>
  [...svg.matchAll(/ d="([^"]*)"/gu)].flatMap(([, path = '']) => path.match(/[ML]/gu) ?? []);

describe('figure of curves', () => {
  it('stays small, and keeps its texts and its origin', () => {
    const svg = curveFigure(figure);
    // Two for each line of the legend.
    expect(points(svg).length).toBeLessThanOrEqual(2000 + 16);
    expect(points(svg).length).toBeGreaterThan(1500);
    expect(svg.length).toBeLessThan(200_000);
    expect(svg).toContain('>Run 7 “rain”</text>');
    expect(svg).toContain('fill="#ffffff"');
    expect(readSvgMetadata(svg)).toEqual(figure.about);
    // Raw and smoothed.
    expect(svg.match(/opacity="0.3"/gu)).toHaveLength(8);
  });

  it('draws what a logarithmic axis can hold, and survives what no axis holds', () => {
    const svg = curveFigure({
      ...figure,
      logY: true,
      smoothing: 0,
      lines: [{ label: 'a', x: [0, 1, 2, 3], y: [0, 1, NaN, 0.01] }],
    });
    expect(points(svg)).toHaveLength(2 + 2);
    for (const logX of [true, false])
      for (const logY of [true, false])
        for (const y of [NaN, 1]) {
          const empty = curveFigure({ ...figure, logX, logY, lines: [{ label: 'a', x: [0], y: [y] }] });
          expect(empty).not.toMatch(/NaN|Infinity/u);
        }
  });

  it('has the logarithmic abscissa of the screen: equal ratios are equally far apart, and step 0 has no place', () => {
    const line = { label: 'a', x: [0, 1, 10, 100], y: [5, 4, 3, 2] };
    const svg = curveFigure({ ...figure, logX: true, smoothing: 0, lines: [line] });
    const [curve = ''] = [...svg.matchAll(/ d="([^"]*)"/gu)].map(([, path = '']) => path);
    const places = [...curve.matchAll(/[ML]\s*([\d.]+)/gu)].map(([, x]) => Number(x));
    expect(places).toHaveLength(3);
    expect(places[1]! - places[0]!).toBeCloseTo(places[2]! - places[1]!, 1);
    for (const tick of ['1', '10', '100']) expect(svg).toContain(`>${tick}</text>`);
  });

  it('has no coordinate that is none, whatever the values are', () => {
    const y = fc.array(fc.double({ min: -1e30, max: 1e30 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(y, fc.boolean(), fc.boolean(), (values, logX, logY) => {
        const svg = curveFigure({
          ...figure,
          logX,
          logY,
          lines: [{ label: 'a', x: Float64Array.from(values, (_, i) => i), y: values }],
        });
        expect(svg).not.toMatch(/NaN|Infinity/u);
        expect(svg.length).toBeLessThan(200_000);
      }),
    );
  });
});

describe('names in figures', () => {
  const name = 'an image taken on a stormy night in heavy monsoon rain';
  const notes: readonly string[] = [];
  it('stand whole: the figure grows', () => {
    const values = { values: [0.1, 0.2], own: null };
    const matrix = matrixFigure({
      title: 'Matrix',
      corner: '',
      columns: [name, 'b'],
      rows: [
        { name, ...values },
        { name: 'c', ...values },
      ],
      range: [0, 1],
      notes,
      about: null,
    });
    const plane = planeFigure({
      title: 'Plane',
      points: [],
      axes: [],
      marks: [],
      groups: [name],
      notes,
      about: null,
    });
    const lines = [{ label: name, x: [0, 1], y: [1, 2] }];
    const curves = curveFigure({ ...figure, smoothing: 0, lines });
    const whole = `>${name}</text>`;
    expect(matrix.split(whole)).toHaveLength(3);
    expect(plane).toContain(whole);
    expect(curves).toContain(whole);
  });
  it('are cut where no figure should grow further', () => {
    const long = name.repeat(40);
    const svg = curveFigure({ ...figure, smoothing: 0, lines: [{ label: long, x: [0, 1], y: [1, 2] }] });
    expect(svg).not.toContain(long);
    expect(svg).toContain('…</text>');
  });
});

describe('steps', () => {
  it('are whole numbers on an axis, however few there are; seconds need not be', () => {
    const lines = (last: number) => [{ label: 'a', x: [0, last / 2, last], y: [1, 2, 3] }];
    const ticks = (last: number) =>
      [...curveFigure({ ...figure, smoothing: 0, lines: lines(last) }).matchAll(/text-anchor="middle"[^>]*>([^<]*)</gu)]
        .map(([, text]) => text)
        .filter((text) => text !== 'Iteration' && text !== 'L_opt');
    expect(ticks(2)).toEqual(['0', '1', '2']);
    expect(ticks(1.5)).toContain('0.2');
  });
});

describe('axes', () => {
  const pixels = { from: 0, to: 100 };
  it('have round ticks', () => {
    expect(linearAxis({ low: 0, high: 0.73, ...pixels }, 6).ticks.map(({ label }) => label)).toEqual([
      '0',
      '0.2',
      '0.4',
      '0.6',
    ]);
    expect(linearAxis({ low: -3, high: 3, ...pixels }, 3).ticks.map(({ label }) => label)).toEqual(['−2', '0', '2']);
    expect(logarithmicAxis({ low: 0.0005, high: 2, ...pixels }).ticks.map(({ label }) => label)).toEqual([
      '0.001',
      '0.01',
      '0.1',
      '1',
    ]);
    expect(logarithmicAxis({ low: 1, high: 10, ...pixels }).ticks.map(({ label }) => label)).toEqual([
      '1',
      '2',
      '5',
      '10',
    ]);
  });

  it('place the ends of their range', () => {
    const axis = linearAxis({ low: 2, high: 4, from: 10, to: 50 }, 2);
    expect([axis.place(2), axis.place(3), axis.place(4)]).toEqual([10, 30, 50]);
    const log = logarithmicAxis({ low: 1, high: 100, from: 0, to: 10 });
    expect(log.place(10)).toBeCloseTo(5);
  });
});

it('figure of precision over recall', () => {
  const curve = Array.from({ length: 5000 }, (_, i) => [i / 5000, 1 - (i / 5000) ** 2] as const);
  const svg = precisionRecallFigure({
    title: 'All domains',
    labels: ['A', 'B'],
    plots: Array.from({ length: 7 }, (_, i) => ({ title: `class ${i}`, objects: i, curves: [curve, []] })),
    about: { metric: 'voc2007' },
  });
  expect(points(svg).length).toBeLessThanOrEqual(2000 + 4);
  expect(svg.length).toBeLessThan(200_000);
  expect(svg).toContain('>class 6, 6 objects</text>');
  expect(svg).not.toMatch(/NaN|Infinity/u);
  expect(readSvgMetadata(svg)).toEqual({ metric: 'voc2007' });
});

describe('figure of a matrix', () => {
  const matrix = {
    title: 'Cosines',
    corner: 'offset ↓ shift →',
    columns: ['night rainy', 'a <b> & c'],
    rows: [
      { name: 'rain night', values: [0.5, -0.25], own: 0 },
      { name: 'x'.repeat(300), values: [Number.NaN, 0.004], own: null },
    ],
    range: [0, 1],
    notes: ['Chance ±0.12.', 'word '.repeat(60).trim()],
    about: { chance: 0.12 },
  } as const;
  const svg = matrixFigure(matrix);

  it('holds every value, frames the own one, and keeps its notes and origin', () => {
    for (const text of ['>0.50<', '>−0.25<', '>–<', '>0.00<', '>Chance ±0.12.<', '>a &#60;b&#62; &#38; c<'])
      expect(svg).toContain(text);
    expect(svg.match(/stroke-width="1.4"/gu)).toHaveLength(1);
    expect(svg.match(/font-weight="700"/gu)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity/u);
    expect(readSvgMetadata(svg)).toEqual({ chance: 0.12 });
  });

  it('shades by value: nothing at the low end, blue at the high one', () => {
    const shades = (range: readonly [number, number]) =>
      [...matrixFigure({ ...matrix, range }).matchAll(/fill="(#\w{6})" stroke="#ffffff"/gu)].map(
        ([, colour]) => colour,
      );
    expect(shades([0.5, 1])).toEqual(['#ffffff', '#ffffff', '#ffffff', '#ffffff']);
    expect(shades([-0.25, 0.5])[0]).toBe('#8fc2de');
  });

  it('cuts long names and wraps long notes', () => {
    expect(svg).not.toContain('x'.repeat(120));
    expect(svg.match(/>word/gu)!.length).toBeGreaterThan(1);
    expect(svg.match(/\bword\b/gu)).toHaveLength(60);
  });
});

describe('figure of a plane', () => {
  it('draws each point with its mark and colour, axes and legend', () => {
    const svg = planeFigure({
      title: 'Plane',
      points: [
        { mark: 'diamond', group: null, x: 0, y: 0 },
        { mark: 'disc', group: 1, x: 1, y: -1 },
        { mark: 'square', group: 0, x: 0.5, y: 0.5 },
      ],
      axes: [{ label: 'PC1 60 %', x: 1, y: 0 }],
      marks: [{ mark: 'disc', label: 'with offset' }],
      groups: ['rain', 'fog'],
      notes: ['8 streets'],
      about: { angles: { yaw: 0.5 } },
    });
    // Three points and one line of the legend.
    expect(points(svg)).toHaveLength(4);
    expect(svg).toContain(`fill="${promptColour(1, 2)}"`);
    expect(svg).toContain(`stroke="${promptColour(0, 2)}"`);
    for (const text of ['>PC1 60 %<', '>with offset<', '>rain<', '>8 streets<']) expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN/u);
    expect(readSvgMetadata(svg)).toEqual({ angles: { yaw: 0.5 } });
  });

  it('gives every prompt a colour of its own', () => {
    expect(promptColour(0, 1)).toMatch(/^#[0-9a-f]{6}$/u);
    expect(new Set(Array.from({ length: 15 }, (_, at) => promptColour(at, 15))).size).toBe(15);
  });
});
