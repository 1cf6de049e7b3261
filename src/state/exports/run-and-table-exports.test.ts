import { beforeEach, describe, expect, test } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import { toImageRows } from '../../metrics/image-rows';
import { unzip } from '../../formats/zip/testing-zip';
import { createRunLibrary } from '../../runs/library/run-library';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { createMemoryStore, exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { recordRun } from '../library/kept-runs';
import { provideStorage } from '../library/storage-access';
import { store } from '../store/store';
import type { ExportItem } from './download';
import { evaluationExports } from './evaluation-exports';
import { libraryExports } from './library-exports';
import { curveExports, offsetExports } from './run-exports';

const named = (items: readonly ExportItem[], fileName: string) => items.find((item) => item.fileName === fileName)!;
const textOf = async (items: readonly ExportItem[], fileName: string) =>
  new Blob([await named(items, fileName).make()]).text();

describe('tables of an evaluation', () => {
  const a = exampleEvaluation('a');
  /** As `a`, but it finds the bus at night, too. */
  const b: EvaluationRecord = {
    ...a,
    id: 'b',
    title: 'Theirs',
    domains: a.domains.map((domain) => {
      if (domain.name !== 'night-rainy') return domain;
      const box = boxXYXY(1.5, 2, 30, 40.25);
      const bus = toImageRows(
        { width: 64, height: 48 },
        [{ classIndex: 0, box }],
        [{ classIndex: 0, score: 0.5, box }],
      );
      return { ...domain, images: [bus, ...domain.images.slice(1)] };
    }),
  };
  const exportsOf = (second: EvaluationRecord | null) =>
    evaluationExports({
      a,
      b: second,
      metric: 'voc2007',
      meaning: 'AP as the test says.',
      domainTitle: (name) => name.toUpperCase(),
      domain: null,
    });

  test('mean AP: by day the one class that is there is found, at night one of two; a false bus by day counts nowhere', async () => {
    const csv = await textOf(exportsOf(b), 'mean-ap-voc2007.csv');
    expect(csv).toBe(
      'Detector,DAYTIME-CLEAR,NIGHT-RAINY,Mean of unseen,Metric\n' +
        'Mine,100,50,50,voc2007\nTheirs,100,100,100,voc2007\nDifference,0,50,50,voc2007\n',
    );
  });

  test('AP of each class is there, and boxes for COCO’s tools of one or two detectors', async () => {
    expect(await textOf(exportsOf(null), 'class-ap-voc2007.csv')).toBe(
      'Domain,Detector,bus,car,Mean,Metric\nDAYTIME-CLEAR,Mine,,100,100,voc2007\nNIGHT-RAINY,Mine,0,100,50,voc2007\n',
    );
    expect(
      exportsOf(null)
        .map(({ fileName }) => fileName)
        .slice(-2),
    ).toEqual(['instances-all.json', 'results-a-all.json']);
    expect(exportsOf(b).at(-1)?.fileName).toBe('results-b-all.json');
    const results = JSON.parse(await textOf(exportsOf(b), 'results-b-all.json')) as { score: number; bbox: number[] }[];
    expect(results.map(({ score }) => score)).toEqual([0.75, 0.5, 0.5, 0.25]);
    // x, y, width, height
    expect(results[0]?.bbox).toEqual([1.5, 2, 28.5, 38.25]);
  });
});

describe('files of runs', () => {
  const run = exampleRun('o');

  test('curves are those of the moment at which they are asked for', async () => {
    let record: typeof run | null = null;
    const items = curveExports({ record: () => record, drawn: [], yLabel: 'Loss', logarithmic: false });
    await expect(async () => named(items, 'curves.csv').make()).rejects.toThrow('There is no run to export.');
    record = run;
    expect(await textOf(items, 'curves.csv')).toBe(
      'step,seconds,loss_total,loss_cosine,loss_l1,cosine_0,l1_0\n0,0,0.5,0.5,0,1,0\n1,0.25,0.4,0.375,0.025,0.75,0.05\n',
    );
  });

  test('offsets are there where they are whole', () => {
    expect(() =>
      named(
        offsetExports(() => exampleTraining('t')),
        'offsets.npz',
      ).make(),
    ).toThrow('There are no whole offsets.');
    expect(
      named(
        offsetExports(() => run),
        'offsets.safetensors',
      ).make(),
    ).toBeInstanceOf(Uint8Array);
  });
});

describe('files of the library', () => {
  beforeEach(async () => {
    store.setState(store.getInitialState(), true);
    provideStorage({ library: createRunLibrary(createMemoryStore()) });
    for (const record of [exampleRun('o'), exampleTraining('t'), exampleEvaluation('e')]) await recordRun(record);
  });
  const entry = (id: string) => store.getState().runs.find(({ head }) => head.id === id)!;

  test('one run gives one file, and only what its kind has', async () => {
    const curves = libraryExports([entry('o')]);
    expect(curves.map(({ fileName }) => fileName)).toEqual([
      'curves.csv',
      'metrics.jsonl',
      'curves.npz',
      expect.stringMatching(/tfevents/u),
    ]);
    expect(await textOf(curves, 'curves.csv')).toMatch(/^step,seconds,loss_total/u);
    expect(libraryExports([entry('e')]).map(({ fileName }) => fileName)).toEqual([
      'coco_instances_results.json',
      'instances.json',
    ]);
  });

  test('several give a zip, with a folder for each run that has such a file', async () => {
    const entries = [entry('o'), entry('e'), entry('t')];
    const zip = await named(libraryExports(entries), 'curves.csv.zip').make();
    const files = [...(await unzip(zip as Uint8Array<ArrayBuffer>)).keys()];
    expect(files).toEqual([
      expect.stringMatching(/^1-Rain-at-night\/curves\.csv$/u),
      expect.stringMatching(/^3-[^/]+\/curves\.csv$/u),
    ]);
  });
});
