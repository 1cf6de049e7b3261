import { describe, expect, it } from 'vitest';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { answerEvaluation } from './answer-evaluation';
import type { EvaluationRecords } from './evaluation-records';
import { besidesReference, meanApTable, type MeanApRow } from './mean-ap-table';
import { exampleComparison } from '../testing';

/** By day it finds both; by night one of two classes, so the mean of its APs is a half. */
const a = exampleComparison('Mine', { car: 0.9, bus: 0.8 }, { car: 0.9, bus: null });
const b = exampleComparison('Other', { car: 0.9, bus: null }, { car: 0.9, bus: 0.8 });

async function tableOf(records: EvaluationRecords, metric: DetectionMetric = 'voc2007') {
  const query = { metric, besideReference: besidesReference(records.a, metric) };
  return meanApTable(records, metric, await answerEvaluation(records, 'averages', query), null);
}
const values = ({ cells, unseen }: MeanApRow) => [...cells.map(({ value }) => value), unseen.value];

describe('table of mean AP', () => {
  it('has a row for each detector, and what the second changes', async () => {
    const { domains, unseenCount, rows } = await tableOf({ a, b });
    expect(domains).toEqual([
      { name: 'daytime-clear', role: 'source' },
      { name: 'night-rainy', role: 'unseen' },
    ]);
    expect(unseenCount).toBe(1);
    expect(rows.map(({ kind }) => kind)).toEqual(['detector', 'detector', 'difference']);
    expect(rows.map(values)).toEqual([
      [1, 0.5, 0.5],
      [0.5, 1, 1],
      [-0.5, 0.5, 0.5],
    ]);
  });

  it('of one detector has no difference', async () => {
    const { rows } = await tableOf({ a, b: null });
    expect(rows.map(({ kind }) => kind)).toEqual(['detector']);
  });

  it('says how far a domain is, and has no mean until all unseen ones are done', async () => {
    const source: EvaluationSource = {
      kind: 'builtin',
      domains: ['daytime-clear', 'night-rainy'],
      split: 'test',
      imagesPerDomain: 3,
    };
    const { rows } = await tableOf({ a: { ...a, config: { ...a.config, source } }, b: null });
    expect(rows[0]!.cells.map(({ partial }) => partial)).toEqual([
      { done: 1, planned: 3 },
      { done: 1, planned: 3 },
    ]);
    expect(rows[0]!.unseen.value).toBeNull();
  });

  it('compares no domain of which the detectors saw other images', async () => {
    const other = exampleComparison('Other', { car: 0.9, bus: 0.8 }, { car: 0.9, bus: null });
    const fewer = { ...other, domains: [other.domains[0]!, { name: 'night-rainy', images: [] }] };
    const { rows } = await tableOf({ a, b: fewer });
    expect(values(rows[2]!)).toEqual([0, null, null]);
  });

  it('of the paper’s data set stands beside its evaluator and its own numbers', async () => {
    const source: EvaluationSource = {
      kind: 'data-set',
      dataSet: 'd',
      title: 'Diverse Weather',
      layout: 'diverse-weather',
      domains: ['daytime-clear', 'night-rainy'],
      imagesPerDomain: 1,
      images: [1, 1],
    };
    const mine = { ...a, config: { ...a.config, source } };
    const { rows } = await tableOf({ a: mine, b: null });
    expect(rows.map((row) => (row.kind === 'detector' ? row.metric : row.kind))).toEqual([
      'voc2007',
      'voc2007-reference',
      'paper',
      'paper',
    ]);
    expect(values(rows[1]!)).toEqual([1, 0.5, 0.5]);
    // Table 1 of the paper: Faster R-CNN, CLIP the Gap.
    expect(values(rows[2]!).map((value) => value!.toFixed(3))).toEqual(['0.481', '0.124', '0.124']);
    expect(values(rows[3]!).map((value) => value!.toFixed(3))).toEqual(['0.513', '0.187', '0.187']);
    const byReference = await tableOf({ a: mine, b: null }, 'voc2007-reference');
    expect(byReference.rows.map(({ kind }) => kind)).toEqual(['detector', 'paper', 'paper']);
  });

  it('of another data set does not say what training saw', async () => {
    const source: EvaluationSource = {
      kind: 'data-set',
      dataSet: 'd',
      title: 'Mine',
      layout: 'plain',
      domains: ['daytime-clear', 'night-rainy'],
      imagesPerDomain: 1,
      images: [1, 1],
    };
    const { domains, rows } = await tableOf({ a: { ...a, config: { ...a.config, source } }, b: null });
    expect(domains.map(({ role }) => role)).toEqual([null, null]);
    expect(rows).toHaveLength(1);
  });
});
