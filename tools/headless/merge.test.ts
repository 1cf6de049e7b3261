import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseCsv } from '../../src/formats/tables/testing-csv';
import { flatten, mergedCsv, tableOf } from './merged-table';
import { runHeadless } from './run';

const folder = mkdtempSync(join(tmpdir(), 'merge-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('keys are joined by dots, things with names become keys, other lists one cell', () => {
  expect(
    flatten({
      kind: 'x',
      config: { seed: 1, prompts: ['a, "b"', 'c'] },
      domains: [{ domain: 'fog', map50: { voc11: 0.5 }, classes: [{ name: 'car', voc11: null }] }],
      empty: [],
      gone: undefined,
    }),
  ).toEqual({
    kind: 'x',
    'config.seed': 1,
    'config.prompts': '["a, \\"b\\"","c"]',
    'domains.fog.map50.voc11': 0.5,
    'domains.fog.classes.car.voc11': null,
    empty: '[]',
  });
});

test('the table knows what varies, and its CSV reads back', () => {
  const table = tableOf([
    { folder: 'a', seed: 1, note: 'x, "y"' },
    { folder: 'b', seed: 1, loss: 0.1 },
  ]);
  expect(table.columns).toEqual(['folder', 'seed', 'note', 'loss']);
  expect(table.varied).toEqual(['folder', 'note', 'loss']);
  expect(parseCsv(mergedCsv(table))).toEqual({
    header: ['folder', 'seed', 'note', 'loss'],
    rows: [
      ['a', '1', 'x, "y"', ''],
      ['b', '1', '', '0.1'],
    ],
  });
});

test('a sweep: a folder of folders, training and its evaluation in one row, written as CSV and JSON', async () => {
  for (const seed of [1, 2]) {
    const out = join(folder, 'sweep', `seed-${seed}`);
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'run.json'), JSON.stringify({ kind: 'training', seed, images: ['many'] }));
    if (seed === 1)
      writeFileSync(
        join(out, 'evaluation.json'),
        JSON.stringify({ domains: [{ domain: 'fog', map50: { voc11: 0.25 } }] }),
      );
  }
  const { exitCode, document } = await runHeadless(['merge', join(folder, 'sweep'), '--out', join(folder, 'merged')]);
  const table = {
    columns: ['folder', 'kind', 'seed', 'evaluation.domains.fog.map50.voc11'],
    varied: ['folder', 'seed', 'evaluation.domains.fog.map50.voc11'],
    rows: [
      {
        folder: join(folder, 'sweep/seed-1'),
        kind: 'training',
        seed: 1,
        'evaluation.domains.fog.map50.voc11': 0.25,
      },
      { folder: join(folder, 'sweep/seed-2'), kind: 'training', seed: 2 },
    ],
  };
  expect({ exitCode, document }).toEqual({ exitCode: 0, document: { ...table, out: join(folder, 'merged') } });
  expect(JSON.parse(readFileSync(join(folder, 'merged/merged.json'), 'utf8'))).toEqual(table);
  expect(parseCsv(readFileSync(join(folder, 'merged/merged.csv'), 'utf8')).rows.map((row) => row[3])).toEqual([
    '0.25',
    '',
  ]);
});

test('a result that is no JSON is named', async () => {
  mkdirSync(join(folder, 'torn'));
  writeFileSync(join(folder, 'torn/run.json'), '{"kind": ');
  const { exitCode, document } = await runHeadless(['merge', join(folder, 'torn')]);
  expect(exitCode).toBe(2);
  expect(document).toMatchObject({
    error: { message: expect.stringMatching(/torn\/run\.json is no JSON: Unexpected end/u) as unknown },
  });
});
