import { expect, test } from 'vitest';
import { exampleEvaluation } from '../../runs/testing';
import { answersForm, type AskedEvaluation } from './asked-evaluation';

const record = exampleEvaluation('a');
const a = { ...record, config: { ...record.config, featureOffset: null } };
const other = { ...exampleEvaluation('b'), config: { ...a.config, detector: 'other' } };
const mine = { detector: a.config.detector, offset: false };
const asked: AskedEvaluation = { a: mine, b: { detector: 'other', offset: false }, source: a.config.source };
const answers = (form: Partial<AskedEvaluation>, b: typeof a | null = other) =>
  answersForm({ ...asked, ...form }, { a, b }, (name) => (name === 'former name' ? 'other' : name));

test('results answer the form that asked for them, under whatever name a detector has by now', () => {
  expect(answers({})).toBe(true);
  expect(answers({ b: { detector: 'former name', offset: false } })).toBe(true);
  expect(answers({ b: null }, null)).toBe(true);
  // The form of a detector with itself evaluates it once.
  expect(answers({ b: mine }, null)).toBe(true);
});

test.each<[string, Partial<AskedEvaluation>]>([
  ['detector', { a: { detector: 'newer', offset: false } }],
  ['second detector', { b: { detector: 'newer', offset: false } }],
  ['nothing to compare with', { b: null }],
  ['offset', { a: { ...mine, offset: true } }],
  ['domain', { source: { ...asked.source, domains: ['night-rainy'] } as AskedEvaluation['source'] }],
  ['number of images', { source: { ...asked.source, imagesPerDomain: 9999 } }],
])('another %s is told apart', (_, form) => {
  expect(answers(form)).toBe(false);
});
