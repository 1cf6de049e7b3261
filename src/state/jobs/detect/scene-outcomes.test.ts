import { beforeAll, beforeEach, expect, test } from 'vitest';
import figures from '../../../../models/builtin/detectors.json' with { type: 'json' };
import recorded from '../../../../public/scene-outcomes.json' with { type: 'json' };
import { sceneOutcome } from '../../../analysis/detection/comparison/scene-outcome';
import { paneContent } from '../../../analysis/detection/pane-content';
import { exampleDetector, exampleModel } from '../../../engine/testing-examples';
import { parseSceneOutcomes } from '../../../runs/records/scene-outcomes';
import { builtinScene } from '../../files/scene-images';
import { stepScene } from '../../files/show-picture';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import {
  areRecorded,
  cancelSceneSearch,
  knownOutcome,
  lookAtScenes,
  selectConditionScores,
  selectGalleryChanges,
  showNextDifference,
} from './scene-outcomes';

const outcomes = parseSceneOutcomes(recorded)!;
const shipped = Object.keys(outcomes.detectors).map((name) => exampleDetector(name, { name }));
const [left, right] = shipped.map(({ name }) => ({ detector: name, testTimeOffset: null }));

/** The page with the recorded detectors, as if the built-in model had come. */
function openRecorded(): void {
  store.setState(store.getInitialState(), true);
  const info = exampleModel({ detectors: shipped, origin: { kind: 'page' }, hash: outcomes.modelHash });
  store.setState({
    model: { status: { kind: 'ready' }, info },
    detectors: shipped,
    panes: { left: left!, right: right! },
    recordedOutcomes: { kind: 'ready', results: outcomes },
    pictureRef: { kind: 'scene', index: 0, condition: 'night-rainy' },
  });
}
const isKnown = () => selectGalleryChanges(store.getState()).every((change) => change !== null);

beforeEach(openRecorded);

test('what was recorded is shown for the detectors that the page ships now, as they were recorded, and for no others', () => {
  const { setThresholds, setFewerProposals, choosePane, model } = store.getState();
  expect([isKnown(), areRecorded(store.getState())]).toEqual([true, true]);
  setThresholds({ boxNmsThresh: 0.4 });
  expect([isKnown(), areRecorded(store.getState())]).toEqual([false, false]);
  setThresholds({ boxNmsThresh: 0.5 });
  setFewerProposals(true);
  expect(isKnown()).toBe(false);
  setFewerProposals(false);
  choosePane('left', { ...left!, testTimeOffset: { target: 0, strength: 1 } });
  expect(isKnown()).toBe(false);
  choosePane('left', left!);
  store.setState({ detectors: shipped.map((detector) => ({ ...detector })) });
  expect(isKnown(), 'a detector of the same name that was opened').toBe(false);
  store.setState({ detectors: shipped, model: { ...model, info: { ...model.info!, hash: 'another' } } });
  expect(isKnown()).toBe(false);
});

test('a recording of other files than those that are shipped is not shown', () => {
  const name = left!.detector;
  expect(outcomes.detectors[name]!.sha256).toBe(figures.detectors[name as keyof typeof figures.detectors].sha256);
  const stale = { ...outcomes.detectors[name]!, sha256: 'older' };
  store.setState({
    recordedOutcomes: { kind: 'ready', results: { ...outcomes, detectors: { ...outcomes.detectors, [name]: stale } } },
  });
  expect(isKnown()).toBe(false);
});

test('the next scene that differs is shown, onwards and back, and what follows the threshold follows it', async () => {
  const differs = () =>
    selectGalleryChanges(store.getState()).flatMap((change, at) => (change!.gained + change!.lost > 0 ? [at] : []));
  const shown = () => (store.getState().pictureRef as { index: number }).index;
  const [first, second] = differs().filter((index) => index > 0);
  await showNextDifference(1);
  expect(shown()).toBe(first);
  await showNextDifference(1);
  expect(shown()).toBe(second);
  await showNextDifference(-1);
  expect(shown()).toBe(first);
  const before = selectConditionScores(store.getState());
  store.getState().setThresholds({ boxScoreThresh: 0.99 });
  expect(selectConditionScores(store.getState()).get('night-rainy')!.a).toBeLessThan(before.get('night-rainy')!.a);
});

test('in the order of difference the arrows go through that order', () => {
  store.getState().setOutcomes({ sceneOrder: 'difference' });
  const differences = selectGalleryChanges(store.getState()).map((change) => change!.gained + change!.lost);
  const most = differences.indexOf(Math.max(...differences));
  store.getState().choosePicture({ kind: 'scene', index: most, condition: 'night-rainy' });
  stepScene(1);
  const { index } = store.getState().pictureRef as { index: number };
  expect(differences[index]).toBe(differences.toSorted((a, b) => b - a)[1]);
});

test('beside a picture that is no scene there is nothing to search, and the page says so', async () => {
  store.getState().choosePicture({ kind: 'own', id: 1 });
  await showNextDifference(1);
  expect(store.getState().notices.map(({ message }) => message)).toEqual([
    'Only the built-in scenes are searched for differences.',
  ]);
});

let page: TinyPage;
beforeAll(async () => {
  page = await TinyPage.load();
});

test('detectors of one’s own look at other scenes, and find there what they find in the panes', async () => {
  await page.open();
  const [first, second] = page.info.detectors;
  store.getState().choosePane('left', { detector: first!.name, testTimeOffset: null });
  store.getState().choosePane('right', { detector: second!.name, testTimeOffset: null });
  const place = { condition: 'night-clear', index: 1 };
  expect(knownOutcome(store.getState(), 'left', place)).toBeNull();
  await lookAtScenes([place]);
  expect(store.getState().sceneSearch).toBeNull();
  const { image, objects } = builtinScene('test', 1, 'night-clear');
  const raw = await page.engine.detect(image, { detector: first!.name, featureOffset: null });
  const truth = objects.map((object) => ({ className: object.class, box: object.box }));
  const content = paneContent(raw, truth, { ...store.getState().thresholds, boxScoreThresh: 0.05 }, []);
  expect(knownOutcome(store.getState(), 'left', place)).toEqual(
    sceneOutcome(content.detections, content.groundTruth!, raw.classes),
  );
});

test('a search that is cancelled ends, and keeps what it has found', async () => {
  await page.open();
  const places = [0, 1, 2, 3].map((index) => ({ condition: 'night-clear', index }));
  const search = lookAtScenes(places);
  await until(({ sceneSearch }) => (sceneSearch?.done ?? 0) > 0);
  cancelSceneSearch();
  await search;
  expect(store.getState().sceneSearch).toBeNull();
  expect(knownOutcome(store.getState(), 'left', places[0]!)).not.toBeNull();
  expect(knownOutcome(store.getState(), 'left', places[3]!)).toBeNull();
});
