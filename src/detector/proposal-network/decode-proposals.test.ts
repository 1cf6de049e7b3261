import { expect, test } from 'vitest';
import { decodeProposals } from './decode-proposals';

/** An image of 200 × 100 pixels. */
const image = { width: 200, height: 100 };
/** The logit of a probability. */
const logit = (p: number) => Math.log(p / (1 - p));

function decode(rows: readonly { readonly box: readonly number[]; readonly p: readonly number[] }[]) {
  return decodeProposals(
    {
      logits: Float32Array.from(rows.flatMap(({ p }) => p.map(logit))),
      boxes: Float32Array.from(rows.flatMap(({ box }) => [...box])),
      classes: rows[0]!.p.length,
    },
    image,
  );
}

test('boxes are centre and size as parts of the image, cut to it; the best comes first', () => {
  const { boxes, verdicts } = decode([
    { box: [0.5, 0.5, 0.25, 0.5], p: [0.2, 0.5, 0.1] },
    { box: [0.95, 0.1, 0.2, 0.4], p: [0.1, 0.3, 0.8] },
  ]);
  const right = [170, 0, 200, 30, 75, 25, 125, 75];
  expect(boxes).toHaveLength(right.length);
  right.forEach((value, at) => expect(boxes[at]).toBeCloseTo(value, 4));
  expect(verdicts?.labels.map(({ label }) => label)).toEqual(['class 2', 'class 1']);
  expect(verdicts?.objectness[0]).toBeCloseTo(0.8, 6);
  expect(verdicts?.labels[1]?.score).toBeCloseTo(0.5, 6);
});

test('regions below .05 go, and so do boxes without an area inside the image', () => {
  const { boxes } = decode([
    { box: [0.5, 0.5, 0.2, 0.2], p: [0.049, 0.01] },
    { box: [0.5, 0.5, 0.2, 0.2], p: [0.051, 0.01] },
    { box: [0.2, 0.2, 0, 0.2], p: [0.9, 0.9] },
    { box: [1.5, 0.2, 0.2, 0.2], p: [0.9, 0.9] },
  ]);
  expect(boxes).toHaveLength(4);
});

test('of two boxes with an IoU above .7 the surer one stays, of whatever class they are', () => {
  // Widths 100 and 72 at the same place: IoU .72. Widths 100 and 68: .68.
  const one = { box: [0.5, 0.5, 0.5, 0.5], p: [0.6, 0.1] };
  expect(decode([one, { box: [0.5, 0.5, 0.36, 0.5], p: [0.1, 0.5] }]).boxes).toHaveLength(4);
  expect(decode([one, { box: [0.5, 0.5, 0.34, 0.5], p: [0.1, 0.5] }]).boxes).toHaveLength(8);
});

test('the best 100 are kept', () => {
  const rows = Array.from({ length: 130 }, (_, at) => ({
    box: [((at % 13) + 0.5) / 13, (Math.floor(at / 13) + 0.5) / 10, 0.05, 0.05],
    p: [0.1 + at / 200],
  }));
  const { verdicts } = decode(rows);
  expect(verdicts?.objectness).toHaveLength(100);
  expect(verdicts?.objectness.at(-1)).toBeCloseTo(0.1 + 30 / 200, 6);
});

test('80 outputs are COCO’s, and the first of 366 stands for nothing', () => {
  const only = (count: number, ...at: readonly number[]) => ({
    box: [0.5, 0.5, 0.5, 0.5],
    p: Array.from({ length: count }, (_, index) => (at.includes(index) ? 0.9 - index / 1000 : 0.001)),
  });
  expect(decode([only(80, 2)]).verdicts?.labels[0]?.label).toBe('car');
  expect(decode([only(80, 79)]).verdicts?.labels[0]?.label).toBe('toothbrush');
  expect(decode([only(366, 0, 5)]).verdicts?.labels[0]?.label).toBe('class 5');
  expect(decode([only(366, 0)]).boxes).toHaveLength(0);
});

test('a value that is no number is refused', () => {
  const boxes = Float32Array.of(0.5, 0.5, 0.5, Number.NaN);
  expect(() => decodeProposals({ logits: Float32Array.of(1), boxes, classes: 1 }, image)).toThrow('no numbers');
  const whole = Float32Array.of(0.5, 0.5, 0.5, 0.5);
  expect(() => decodeProposals({ logits: Float32Array.of(Number.NaN), boxes: whole, classes: 1 }, image)).toThrow(
    'no numbers',
  );
});
