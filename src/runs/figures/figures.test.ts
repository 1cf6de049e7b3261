import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSvgMetadata, writeSvg } from '../../formats/figures/svg';
import { curveFigure, type CurveFigure } from './curve-figure';
import { matrixCells } from './matrix-cells';
import { matrixFigure } from './matrix-figure';
import { planeDrawing, planeFigure, type PlaneView } from './plane-figure';
import { quantityLook, runLook } from './line-looks';
import { promptStyle } from './prompt-style';
import { linearAxis, logarithmicAxis, tickLabel, valueRange } from './figure-axis';
import { precisionRecallFigure, precisionRecallPlot, type PrecisionRecallPlot } from './precision-recall-figure';

const steps = Float64Array.from({ length: 100_000 }, (_, i) => i);
const noisy = (line: number) => steps.map((step) => 1 / (1 + step / 1e4) + 0.3 * Math.sin(step * (line + 1)));
const figure: CurveFigure = {
  title: 'Loss & <more>',
  xLabel: 'Iteration',
  yLabel: 'L_opt',
  logX: false,
  logY: false,
  smoothing: 0.9,
  steady: true,
  lines: Array.from({ length: 8 }, (_, i) => ({ label: `Run ${i} “rain”`, look: runLook(i), x: steps, y: noisy(i) })),
  about: { config: { seed: 7, prompt: 'a “night” <&>' } },
};
const look = quantityLook(0);
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
      lines: [{ label: 'a', look, x: [0, 1, 2, 3], y: [0, 1, NaN, 0.01] }],
    });
    expect(points(svg)).toHaveLength(2 + 2);
    for (const logX of [true, false])
      for (const logY of [true, false])
        for (const y of [NaN, 1]) {
          const empty = curveFigure({ ...figure, logX, logY, lines: [{ label: 'a', look, x: [0], y: [y] }] });
          expect(empty).not.toMatch(/NaN|Infinity/u);
        }
  });

  it('has the logarithmic abscissa of the screen: equal ratios are equally far apart, and step 0 has no place', () => {
    const line = { label: 'a', look, x: [0, 1, 10, 100], y: [5, 4, 3, 2] };
    const svg = curveFigure({ ...figure, logX: true, smoothing: 0, lines: [line] });
    const [curve = ''] = [...svg.matchAll(/ d="([^"]*)"/gu)].map(([, path = '']) => path);
    const places = [...curve.matchAll(/[ML]\s*([\d.]+)/gu)].map(([, x]) => Number(x));
    expect(places).toHaveLength(3);
    expect(places[1]! - places[0]!).toBeCloseTo(places[2]! - places[1]!, 1);
    for (const tick of ['1', '10', '100']) expect(svg).toContain(`>${tick}</text>`);
  });

  it('has a gap where a value is none, and dots where there are few, as the page has', () => {
    const drawn = (y: readonly number[]) =>
      curveFigure({ ...figure, smoothing: 0, lines: [{ label: 'a', look, x: y.map((_, i) => i), y }] });
    // The line of the legend, and one for each stretch.
    expect(drawn([1, 2, NaN, 3, 4]).match(/<path/gu)).toHaveLength(3);
    expect(drawn([1, 2, NaN, 3, 4]).match(/<circle/gu)).toHaveLength(4);
    const many = Array.from({ length: 20 }, (_, i) => 1 + i);
    expect(drawn(many)).not.toContain('<circle');
    // A value alone would have no line at all.
    expect(drawn([...many, NaN, 5, NaN, ...many]).match(/<circle/gu)).toHaveLength(1);
  });

  it('draws every run in the look that the page gives it; no two of the first 32 are alike', () => {
    const looks = Array.from({ length: 32 }, (_, i) => runLook(i));
    expect(new Set(looks.map((one) => JSON.stringify(one))).size).toBe(32);
    const lines = looks.map((one, i) => ({ label: `run ${i}`, look: one, x: [0, 1], y: [1, 2] }));
    const svg = curveFigure({ ...figure, smoothing: 0, lines });
    const drawn = [...svg.matchAll(/<path[^>]*stroke="([^"]*)"[^>]*?(?:stroke-dasharray="([^"]*)")?\/>/gu)];
    expect(drawn.slice(0, 32).map(([, stroke, dashes = '']) => `${stroke} ${dashes}`)).toEqual(
      drawn.slice(32).map(([, stroke, dashes = '']) => `${stroke} ${dashes}`),
    );
    expect(new Set(drawn.map(([, stroke, dashes = '']) => `${stroke} ${dashes}`)).size).toBe(32);
  });

  it('has no coordinate that is none, whatever the values are', () => {
    const y = fc.array(fc.double({ min: -1e30, max: 1e30 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(y, fc.boolean(), fc.boolean(), (values, logX, logY) => {
        const svg = curveFigure({
          ...figure,
          logX,
          logY,
          lines: [{ label: 'a', look, x: Float64Array.from(values, (_, i) => i), y: values }],
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
      matrix: {
        corner: '',
        columns: [name, 'b'],
        rows: [
          { name, ...values },
          { name: 'c', ...values },
        ],
        range: [0, 1],
      },
      notes,
      about: null,
    });
    const plane = planeFigure({
      title: 'Plane',
      view: { points: [], axes: [] },
      marks: [],
      groups: [name],
      notes,
      about: null,
    });
    const lines = [{ label: name, look, x: [0, 1], y: [1, 2] }];
    const curves = curveFigure({ ...figure, smoothing: 0, lines });
    const whole = `>${name}</text>`;
    expect(matrix.split(whole)).toHaveLength(3);
    expect(plane).toContain(whole);
    expect(curves).toContain(whole);
  });
  it('are cut where no figure should grow further', () => {
    const long = name.repeat(40);
    const svg = curveFigure({ ...figure, smoothing: 0, lines: [{ label: long, look, x: [0, 1], y: [1, 2] }] });
    expect(svg).not.toContain(long);
    expect(svg).toContain('…</text>');
  });
});

describe('steps', () => {
  it('are whole numbers on an axis, however few there are; seconds need not be', () => {
    const lines = (last: number) => [{ label: 'a', look, x: [0, last / 2, last], y: [1, 2, 3] }];
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

  it('have labels that one reads: thousands apart, a real minus, powers where digits would fill the page', () => {
    expect([0, 12_500, -0.25, 0.1 + 0.2, 2e6, 0.0004].map(tickLabel)).toEqual([
      '0',
      '12,500',
      '−0.25',
      '0.3',
      '2e+6',
      '4e−4',
    ]);
  });

  it('stand around their values: steady ones from 0 or a power of ten, others close by', () => {
    const ends = (low: number, high: number, logarithmic: boolean, steady: boolean) => {
      const range = valueRange({ low, high }, { logarithmic, steady });
      return [range.low, range.high];
    };
    expect(ends(0.5, 1, false, true)).toEqual([0, 1.06]);
    expect(ends(-1, 0, false, true)).toEqual([-1, 1]);
    expect(ends(0.5, 1.5, false, false)).toEqual([0.44, 1.56]);
    expect(ends(0.01, 1.01, false, false)[0]).toBe(0);
    expect(ends(0.2, 3, true, true)).toEqual([0.1, 10]);
    expect(ends(1, 1, true, true)).toEqual([1, 10]);
    expect(ends(Number.MIN_VALUE, 1, true, true)[0]).toBeGreaterThan(0);
    const [low, high] = ends(0.23, 0.47, true, false);
    expect(low).toBeGreaterThan(0.2);
    expect(low).toBeLessThan(0.23);
    expect(high).toBeGreaterThan(0.47);
    for (const steady of [true, false]) {
      expect(valueRange(null, { logarithmic: true, steady })).toEqual({ low: 0.1, high: 10 });
      const [from, to] = ends(3, 3, false, steady);
      expect(from).toBeLessThan(3);
      expect(to).toBeGreaterThan(3);
    }
  });

  it('place the ends of their range', () => {
    const axis = linearAxis({ low: 2, high: 4, from: 10, to: 50 }, 2);
    expect([axis.place(2), axis.place(3), axis.place(4)]).toEqual([10, 30, 50]);
    const log = logarithmicAxis({ low: 1, high: 100, from: 0, to: 10 });
    expect(log.place(10)).toBeCloseTo(5);
  });
});

describe('figure of precision over recall', () => {
  const curve = Array.from({ length: 5000 }, (_, i) => [i / 5000, 1 - (i / 5000) ** 2] as const);
  const plot = (title: string): PrecisionRecallPlot => ({
    title,
    objects: 1,
    a: { points: curve, dot: [0.5, 0.75] },
    b: { points: [], dot: null },
  });
  const about = { metric: 'voc2007' };
  const written = (titles: readonly string[]) =>
    precisionRecallFigure({
      title: 'All domains',
      labels: ['A', 'B'],
      plots: titles.map(plot),
      note: 'at the score threshold .50',
      about,
    });
  const svg = written(Array.from({ length: 7 }, (_, i) => `class ${i}`));

  it('stays small, and keeps its texts and its origin', () => {
    expect(points(svg).length).toBeLessThanOrEqual(2000 + 4);
    expect(svg.length).toBeLessThan(200_000);
    for (const text of ['>class 6, 1 object<', '>A<', '>B<', '>at the score threshold .50<'])
      expect(svg).toContain(text);
    expect(svg).not.toMatch(/NaN|Infinity|var\(/u);
    expect(readSvgMetadata(svg)).toEqual(about);
  });

  it('holds the drawing that the page shows, on paper’s colours', () => {
    for (const titles of [['bus'], ['bus', 'car']]) {
      const shown = precisionRecallPlot(plot('bus'), titles.length).nodes.map(writeSvg).join('');
      expect(shown).toContain('<circle');
      expect(written(titles).split(shown)).toHaveLength(titles.length + 1);
    }
  });

  it('dots what is kept at the threshold: recall .5 and precision .75 lie halfway and at three quarters', () => {
    const { nodes, width, height } = precisionRecallPlot(plot('bus'), 1);
    const [dot] = nodes.filter(({ name }) => name === 'circle');
    const line = nodes.filter(({ name }) => name === 'line').map(({ attributes }) => attributes);
    const [left, right] = [Math.min, Math.max].map((end) => end(...line.map(({ x1 }) => Number(x1))));
    const [top, bottom] = [Math.min, Math.max].map((end) => end(...line.map(({ y1 }) => Number(y1))));
    expect(dot!.attributes['cx']).toBeCloseTo((left! + right!) / 2, 1);
    expect(dot!.attributes['cy']).toBeCloseTo(bottom! + 0.75 * (top! - bottom!), 1);
    expect([left! > 0, right! < width, top! > 0, bottom! < height]).toEqual([true, true, true, true]);
  });
});

describe('figure of a matrix', () => {
  const matrix = {
    corner: 'offset ↓ shift →',
    columns: ['night rainy', 'a <b> & c'],
    rows: [
      { name: 'rain night', values: [0.5, -0.25], own: 0 },
      { name: 'x'.repeat(300), values: [Number.NaN, 0.004], own: null },
    ],
    range: [0, 1],
  } as const;
  const notes = ['Chance ±0.12.', 'word '.repeat(60).trim()];
  const svg = matrixFigure({ title: 'Cosines', matrix, notes, about: { chance: 0.12 } });

  it('holds every value, frames the own one, and keeps its notes and origin', () => {
    for (const text of ['>0.50<', '>−0.25<', '>–<', '>0.00<', '>Chance ±0.12.<', '>a &#60;b&#62; &#38; c<'])
      expect(svg).toContain(text);
    expect(svg.match(/stroke-width="1.4"/gu)).toHaveLength(1);
    expect(svg.match(/font-weight="700"/gu)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|Infinity|var\(/u);
    expect(readSvgMetadata(svg)).toEqual({ chance: 0.12 });
  });

  it('shades by value: nothing at the low end, 62 % of the heat at the high one and above', () => {
    const shades = (range: readonly [number, number]) =>
      matrixCells({ ...matrix, range }).map(({ cells }) => cells.map(({ shade }) => shade));
    expect(shades([0.5, 1])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(shades([0, 0.5])[0]).toEqual([0.62, 0]);
    expect(shades([-0.25, 0.5])[0]).toEqual([0.62, 0]);
    expect(shades([-0.75, 0.25])[0]).toEqual([0.62, 0.31]);
    expect(svg).toContain('fill="#4a9cc9" fill-opacity="0.31"');
  });

  it('ranks the values of a row, and none where there is none', () => {
    const [first, second] = matrixCells(matrix);
    expect(first!.cells.map(({ rank, largest, own }) => [rank, largest, own])).toEqual([
      [1, true, true],
      [2, false, false],
    ]);
    expect(second!.cells.map(({ rank, largest, own }) => [rank, largest, own])).toEqual([
      [null, false, false],
      [1, true, false],
    ]);
  });

  it('cuts long names and wraps long notes', () => {
    expect(svg).not.toContain('x'.repeat(120));
    expect(svg.match(/>word/gu)!.length).toBeGreaterThan(1);
    expect(svg.match(/\bword\b/gu)).toHaveLength(60);
  });
});

describe('figure of a plane', () => {
  it('draws each point with its mark and colour, axes and legend', () => {
    const view: PlaneView = {
      points: [
        { mark: 'diamond', group: null, x: 0, y: 0, title: 'street 1' },
        { mark: 'disc', group: 1, x: 1, y: -1, title: 'street 1 + “fog”' },
        { mark: 'square', group: 0, x: 0.5, y: 0.5, title: 'street 1, rain' },
      ],
      axes: [{ label: 'PC1 60 %', x: 1, y: 0 }],
    };
    const svg = planeFigure({
      title: 'Plane',
      view,
      marks: [{ mark: 'disc', label: 'with offset' }],
      groups: ['rain', 'fog'],
      notes: ['8 streets'],
      about: { angles: { yaw: 0.5 } },
    });
    // Three points and three lines of the legend.
    expect(points(svg)).toHaveLength(6);
    expect(svg).toContain(`fill="${promptStyle(1).colour}"`);
    expect(svg).toContain(`stroke="${promptStyle(0).colour}"`);
    // The number of each prompt stands at its points and in the legend.
    for (const number of ['>1<', '>2<']) expect(svg.split(number)).toHaveLength(3);
    for (const text of ['>PC1 60 %<', '>with offset<', '>rain<', '>8 streets<']) expect(svg).toContain(text);
    // The drawing is the one that the page shows.
    expect(svg).toContain(planeDrawing(view).nodes.map(writeSvg).join(''));
    expect(svg).toContain('<title>street 1 + “fog”</title>');
    expect(svg).not.toMatch(/NaN|var\(/u);
    expect(readSvgMetadata(svg)).toEqual({ angles: { yaw: 0.5 } });
  });

  it('cuts an inset into the marks of the sixth prompt, and numbers no two prompts at one place', () => {
    const at = (group: number, x: number) => ({ mark: 'disc', group, x, y: 0, title: '' }) as const;
    const plain = planeDrawing({ points: [at(0, 0)], axes: [] });
    const cut = planeDrawing({ points: [at(5, 0)], axes: [] });
    expect(cut.nodes).toHaveLength(plain.nodes.length + 1);
    const crowded = planeDrawing({ points: [at(0, 0), at(1, 0.02), at(2, 0.5)], axes: [] }).nodes.map(writeSvg);
    expect(crowded.filter((node) => node.startsWith('<text'))).toHaveLength(2);
  });
});
