import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { unzip } from '../../formats/zip/testing-zip';
import { exampleRun, exampleTraining } from '../testing';
import { curvesJsonLines } from './curves-jsonl';
import { curvesTfEvents, tfEventsFileName } from './curves-tf-events';
import { curvesNpz, offsetsNpz } from './run-npz';

const { curves, offsets } = exampleRun('1');
const rowsOf = (lines: string) =>
  lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, number | null>);

it('JSON lines have detectron2’s names where it has them', () => {
  expect(rowsOf(curvesJsonLines(curves))).toEqual([
    { iteration: 0, seconds: 0, total_loss: 0.5, loss_cosine: 0.5, loss_l1: 0, cosine_0: 1, l1_0: 0, time: 0 },
    {
      iteration: 1,
      seconds: 0.25,
      total_loss: 0.4,
      loss_cosine: 0.375,
      loss_l1: 0.025,
      cosine_0: 0.75,
      l1_0: 0.05,
      time: 0.25,
    },
  ]);
  expect(Object.keys(rowsOf(curvesJsonLines(exampleTraining('1').curves))[0]!)).toEqual([
    'iteration',
    'seconds',
    'total_loss',
    'loss_rpn_cls',
    'loss_rpn_loc',
    'loss_cls',
    'loss_box_reg',
    'augmented',
    'lr',
    'time',
  ]);
});

it('JSON lines keep every finite value', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (values) => {
      const table = { columns: ['loss_total'], values: [Float64Array.from(values)] };
      const read = values.length === 0 ? [] : rowsOf(curvesJsonLines(table)).map((row) => row['total_loss']);
      expect(read).toEqual(values.map((value) => (Number.isFinite(value) ? value + 0 : null)));
    }),
  );
});

it('npz holds an array for each column, and the origin', async () => {
  const files = await unzip(curvesNpz(curves, { seed: 7 }));
  expect([...files.keys()]).toEqual([...curves.columns.map((name) => `${name}.npy`), 'about.json']);
  const values = files.get('loss_total.npy')!.slice(-8);
  expect([...new Float32Array(values.buffer)]).toEqual([0.5, Math.fround(0.4)]);
  if (offsets?.kind !== 'full') throw new Error('the example has whole offsets');
  const grids = await unzip(offsetsNpz(offsets.offsets, { seed: 7 }));
  expect(new TextDecoder('latin1').decode(grids.get('offsets.npy'))).toContain("'shape': (1, 2, 1, 2), ");
  expect(JSON.parse(new TextDecoder().decode(grids.get('about.json')))).toEqual({
    seed: 7,
    sourcePrompt: 'an image taken during the day',
    targetPrompts: ['an image taken on a rain night'],
  });
});

it('TensorBoard gets a scalar for each column but those that place it', () => {
  const text = new TextDecoder('latin1').decode(curvesTfEvents(curves, 1000, { seed: 7 }));
  expect(text.match(/loss_total/gu)).toHaveLength(2);
  expect(text).toContain('brain.Event:2');
  expect(text).toContain('"seed": 7');
  expect(text).not.toContain('seconds');
  expect(tfEventsFileName(1_700_000_000.7)).toBe('events.out.tfevents.1700000000.playground');
});
