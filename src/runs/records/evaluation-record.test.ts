import * as v from 'valibot';
import { expect, it } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import { toImageRows } from '../../metrics/image-rows';
import { encodeEvaluation, evaluationSchema, type EvaluationRecord } from './evaluation-record';
import { exampleProvenance } from '../testing';

const box = boxXYXY(1.5, 2, 30, 40.25);
const record: EvaluationRecord = {
  kind: 'evaluation',
  id: 'e1',
  title: 'Baseline on 2 domains',
  createdAt: '2026-11-01T10:00:00.000Z',
  status: 'stopped',
  provenance: exampleProvenance,
  config: {
    detector: 'baseline',
    detectorTitle: 'Baseline',
    detectorProvenance: { seed: '1' },
    thresholds: { boxScoreThresh: 0.05, boxNmsThresh: 0.5, detectionsPerImage: 100 },
    source: { kind: 'builtin', domains: ['night-rainy', 'daytime-foggy'], split: 'test', imagesPerDomain: 2 },
    featureOffset: { name: 'rain at night', values: Float32Array.of(0.1, -2) },
  },
  seconds: 12.5,
  classes: ['bus', 'car'],
  domains: [
    {
      name: 'night-rainy',
      images: [
        toImageRows({ width: 64, height: 48 }, [{ classIndex: 1, box }], [{ classIndex: 1, score: 0.3, box }]),
        toImageRows({ width: 48, height: 64 }, [], [{ classIndex: 0, score: 0.7, box }]),
      ],
    },
    { name: 'daytime-foggy', images: [] },
  ],
};

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it('survives JSON', () => {
  expect(v.parse(evaluationSchema, throughJson(encodeEvaluation(record)))).toEqual(record);
});

it('survives JSON with a data set, and with difficult objects', () => {
  const gt = [
    { classIndex: 1, box },
    { classIndex: 0, box, difficult: true },
  ];
  const own: EvaluationRecord = {
    ...record,
    config: {
      ...record.config,
      source: {
        kind: 'data-set',
        dataSet: '1a2b-7',
        title: 'mine',
        layout: 'plain',
        domains: ['val', 'test'],
        imagesPerDomain: 50,
        images: [2, 50],
      },
    },
    domains: [
      {
        name: 'val',
        images: [toImageRows({ width: 64, height: 48 }, gt, []), toImageRows({ width: 64, height: 48 }, [gt[0]!], [])],
      },
      { name: 'test', images: [] },
    ],
  };
  const read = v.parse(evaluationSchema, throughJson(encodeEvaluation(own)));
  expect(read).toEqual(own);
  expect(read.domains[0]?.images.map(({ gtDifficult }) => gtDifficult)).toEqual([Uint8Array.of(0, 1), undefined]);
});

it('refuses what does not fit together', () => {
  const encoded = encodeEvaluation(record) as { readonly domains: readonly object[] };
  const changed = (change: object) => throughJson({ ...encoded, ...change });
  const domain = { ...encoded.domains[0], scores: '' };
  expect(v.safeParse(evaluationSchema, changed({ domains: [domain] })).success).toBe(false);
  expect(v.safeParse(evaluationSchema, changed({ classes: ['bus'] })).success).toBe(false);
  expect(v.safeParse(evaluationSchema, changed({ status: 'running' })).success).toBe(false);
});
