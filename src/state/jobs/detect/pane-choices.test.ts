import { beforeEach, expect, test } from 'vitest';
import { exampleClipAlone, exampleDetector, exampleModel } from '../../../engine/testing-examples';
import { detectorsRestored } from '../../library/stored-work';
import { encodePermalink } from '../../settings/permalink';
import { applyPermalink, permalinkState } from '../../settings/permalink-sync';
import { store } from '../../store/store';
import { nextMethod, settleLinkedPanes, settlePanes } from './pane-choices';

const initial = store.getInitialState();
const named = (name: string) => exampleDetector(name, { name });
const clipAlone = exampleClipAlone();
const shipped = [named('baseline'), named('clip-the-gap'), named('photometrics')];
const shown = () => [store.getState().panes.left.detector, store.getState().panes.right.detector];
const link = () => encodePermalink(permalinkState(store.getState()));

function load(detectors: readonly (typeof shipped)[number][]): void {
  const info = exampleModel({ detectors });
  store.setState({ model: { status: { kind: 'ready' }, info }, detectors });
  settlePanes();
}

beforeEach(() => {
  settleLinkedPanes();
  store.setState(initial, true);
});

test('a detector without augmentation stands beside one with the method, whatever the model brings', () => {
  load([clipAlone, ...shipped]);
  expect(shown()).toEqual(['baseline', 'clip-the-gap']);
  load([clipAlone]);
  expect(shown()).toEqual(['clip-zero-shot', 'clip-zero-shot']);
  load([named('baseline'), named('photometrics')]);
  expect(shown()).toEqual(['baseline', 'photometrics']);
});

test('defaults need no words in a link, before the model is there and after', () => {
  expect(link()).toBe('');
  load(shipped);
  expect(link()).toBe('');
  load([clipAlone]);
  expect(link()).toBe('');
});

test('a link carries the methods of both panes, and the page waits for the model that has them', async () => {
  load(shipped);
  nextMethod('right');
  nextMethod('left');
  const sent = link();
  expect(sent).toBe('v=1&left=clip-the-gap&right=photometrics');
  store.setState(initial, true);
  applyPermalink(`#${sent}`);
  expect(link()).toBe(sent);
  load(shipped);
  settleLinkedPanes();
  expect(shown()).toEqual(['clip-the-gap', 'photometrics']);
  applyPermalink('#v=1&right=augmented');
  await detectorsRestored();
  expect(shown()).toEqual(['clip-the-gap', 'augmented']);
  expect(store.getState().notices).toEqual([]);
});

test('a detector that a link names may come from the storage after the model; one that does not come is named', () => {
  applyPermalink('#v=1&left=mine-7&right=theirs-3');
  load(shipped);
  expect(shown()).toEqual(['mine-7', 'theirs-3']);
  store.getState().addDetector(named('mine-7'));
  settleLinkedPanes();
  expect(shown()).toEqual(['mine-7', 'clip-the-gap']);
  expect(store.getState().notices.map(({ message }) => message)).toEqual([
    'This link shows the detector “theirs-3” in the right pane, which is not here.',
  ]);
});

test('the next method is the next trained detector, the first after the last, without CLIP alone', () => {
  load([clipAlone, ...shipped]);
  const seen = [1, 2, 3].map(() => {
    nextMethod('right');
    return shown()[1];
  });
  expect(seen).toEqual(['photometrics', 'baseline', 'clip-the-gap']);
  load([clipAlone]);
  nextMethod('right');
  expect(shown()).toEqual(['clip-zero-shot', 'clip-zero-shot']);
});
