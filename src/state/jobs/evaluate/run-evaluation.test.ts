import { beforeEach, expect, test } from 'vitest';
import { createRunLibrary } from '../../../runs/library/run-library';
import { createDeniedStore, createMemoryFiles } from '../../../runs/testing';
import {
  domainMetric,
  domainPairs,
  pairedDomains,
  scopeOf,
  sweepOf,
  unseenMean,
} from '../../../analysis/results/evaluation-analysis';
import { differenceIntervals } from '../../../analysis/results/evaluation-intervals';
import { imagesDone } from './evaluation-buffer';
import { checkpointFileName, keptWork } from '../../library/kept-work';
import { forgetUnstoredRuns } from '../../library/kept-runs';
import { provideStorage } from '../../library/storage-access';
import { applyPermalink } from '../../settings/permalink-sync';
import { evaluationObstacle } from '../obstacles';
import { canResumeEvaluation, resumeEvaluation, toggleEvaluation } from './run-evaluation';
import { store } from '../../store/store';
import { TinyPage, until, untilKept } from '../../testing';

const page = await TinyPage.load();
const source = {
  kind: 'builtin',
  domains: ['daytime-clear', 'night-rainy'],
  split: 'val',
  imagesPerDomain: 3,
} as const;

beforeEach(async () => {
  await page.open();
  store.getState().setEvaluationChoice({ source });
});

const ended = () => until(({ evaluationProgress }) => evaluationProgress === null);

test('evaluates both detectors on the same images', async () => {
  expect(evaluationObstacle(store.getState())).toBeNull();
  toggleEvaluation();
  expect(store.getState().evaluationProgress).toMatchObject({ done: 0, total: 12 });
  await ended();
  const { a, b } = store.getState().evaluations;
  expect(a).toMatchObject({ title: 'Baseline', status: 'finished', config: { source } });
  expect([imagesDone(a!), imagesDone(b!)]).toEqual([6, 6]);
  const pairs = pairedDomains(a!, b!);
  expect(pairs.map(({ name }) => name)).toEqual(source.domains);
  expect(unseenMean(a!, 'voc2007')).toBe(domainMetric(a!.domains[1]!, 7, 'voc2007').mean);
  const scope = scopeOf(a!, null);
  expect(scope.places[5]).toEqual({ domain: 'night-rainy', index: 2 });
  expect(sweepOf(scope, null).gtCount).toBe(scope.images.flatMap(({ gtBoxes }) => gtBoxes).length);
  expect(domainPairs(pairs[0]!, 7).length).toBeGreaterThan(0);
  const intervals = await differenceIntervals(pairs, 7, 'voc2007', {
    sameScenes: true,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect([...intervals.byDomain.keys()]).toEqual(source.domains);
  expect(intervals.unseen).toEqual(intervals.byDomain.get('night-rainy'));
});

test('a link that names a shipped detector as it was called before is evaluated', async () => {
  applyPermalink('#v=1&eval.a=augmented&eval.b=');
  expect(store.getState().evaluationChoice).toMatchObject({ a: { detector: 'augmented' }, b: null });
  store.getState().setEvaluationChoice({ source });
  expect(evaluationObstacle(store.getState())).toBeNull();
  toggleEvaluation();
  await ended();
  expect(store.getState().evaluations.a).toMatchObject({ title: 'With offsets', config: { detector: 'clip-the-gap' } });
});

test('keeps what is done when it is cancelled, and goes on to the same result', async () => {
  toggleEvaluation();
  await ended();
  const whole = store.getState().evaluations;
  await page.cancelEvaluationAt(3);
  const cut = store.getState().evaluations;
  expect(cut.a?.status).toBe('stopped');
  expect(imagesDone(cut.a!)).toBe(3);
  expect(canResumeEvaluation(store.getState())).toBe(true);
  resumeEvaluation();
  await ended();
  const { a, b } = store.getState().evaluations;
  expect([a?.domains, b?.domains]).toEqual([whole.a?.domains, whole.b?.domains]);
  expect(a?.status).toBe('finished');
  expect(canResumeEvaluation(store.getState())).toBe(false);
});

test('an evaluation that the library has no space for stays in its checkpoint', async () => {
  const checkpoints = createMemoryFiles();
  const full = new DOMException('quota', 'QuotaExceededError');
  provideStorage({ checkpoints, library: createRunLibrary(createDeniedStore(full)) });
  toggleEvaluation();
  await ended();
  const { a } = store.getState().evaluations;
  const [kept] = await untilKept(1);
  expect(kept).toMatchObject({
    fileName: checkpointFileName(a!.id),
    place: 'browser',
    content: { kind: 'read', work: { kind: 'evaluation', run: { a } } },
  });
  forgetUnstoredRuns();
});

test('the evaluation under way is listed among what is kept without reading its file back, and read again once it has ended', async () => {
  const checkpoints = createMemoryFiles();
  provideStorage({ checkpoints });
  toggleEvaluation();
  const { id } = store.getState().evaluations.a!;
  const name = checkpointFileName(id);
  await checkpoints.write(name, new Blob(['no checkpoint']));
  const found = async () => (await keptWork()).find(({ fileName }) => fileName === name)?.content;
  expect(await found()).toMatchObject({ kind: 'read', work: { kind: 'evaluation', run: { id } } });
  toggleEvaluation();
  await ended();
  await checkpoints.write(name, new Blob(['no checkpoint']));
  expect(await found()).toMatchObject({ kind: 'unreadable' });
});

test('does not go on with a detector that was trained anew', async () => {
  await page.cancelEvaluationAt(1);
  expect(canResumeEvaluation(store.getState())).toBe(true);
  store.setState({
    detectors: page.info.detectors.map((detector) => ({ ...detector, provenance: { seed: 'other' } })),
  });
  expect(canResumeEvaluation(store.getState())).toBe(false);
});

test('does not go on while another job holds the engine, and says which', async () => {
  await page.cancelEvaluationAt(1);
  expect(canResumeEvaluation(store.getState())).toBe(true);
  store.getState().setTraining({ status: 'running' });
  resumeEvaluation();
  expect(store.getState().evaluationProgress).toBeNull();
  expect(store.getState().notices.at(-1)).toMatchObject({
    message: 'The evaluation cannot go on now.',
    hint: 'A detector is being trained. Wait for it, or stop it.',
  });
});

test('says why it cannot start, and what went wrong', async () => {
  store.getState().setEvaluationChoice({ source: { ...source, domains: [] } });
  toggleEvaluation();
  expect(store.getState().notices.at(-1)?.message).toMatch(/at least one domain/u);
  store.getState().setEvaluationChoice({ source });
  const error = { code: 'device-lost', message: 'The GPU went away.', hint: 'Start again.' } as const;
  page.provide({ evaluate: error });
  toggleEvaluation();
  await ended();
  expect(store.getState().evaluations.a?.status).toBe('failed');
  expect(store.getState().notices.at(-1)?.message).toBe(error.message);
  expect(canResumeEvaluation(store.getState())).toBe(true);
});
