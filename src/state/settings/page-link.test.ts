import { beforeEach, expect, test } from 'vitest';
import { emptyRun } from '../store/optimisation-slice';
import { store } from '../store/store';
import { TinyPage } from '../testing';
import { pageLinkGaps } from './page-link';

const page = await TinyPage.load();
beforeEach(() => page.open());

test('nothing is missing in a link to a built-in scene, with detectors that everybody has', () => {
  store.setState({ run: { ...emptyRun, status: 'finished', origin: 'recorded' } });
  expect(pageLinkGaps(store.getState())).toEqual([]);
});

test('what stays behind is said', () => {
  const { choosePane } = store.getState();
  choosePane('left', { detector: 'mine', testTimeOffset: null });
  choosePane('right', { detector: page.info.detectors[0]!.name, testTimeOffset: { target: 0, strength: 1 } });
  store.setState({
    pictureRef: { kind: 'own', id: 1 },
    run: { ...emptyRun, status: 'finished', origin: 'live' },
  });
  expect(pageLinkGaps(store.getState())).toEqual([
    'The picture is your own and stays here.',
    'Detectors of your own stay here: send a session file, too.',
    'The offset added at test time stays here.',
    'Results of your runs travel in a session file.',
  ]);
});
