import { expect, test } from 'vitest';
import { validationColumn } from '../../runs/records/run-series';
import { drawnSeries, toggled } from './drawn-series';

const training = ['loss_total', 'loss_box', 'learning_rate', validationColumn];

test('without a choice the total loss and validation are drawn, else the first quantity', () => {
  expect(drawnSeries(training, null)).toEqual(['loss_total', validationColumn]);
  expect(drawnSeries(['cosine_0', 'cosine_1'], null)).toEqual(['cosine_0']);
  expect(drawnSeries([], null)).toEqual([]);
});

test('a choice is drawn in the order of the quantities, as far as these runs have it', () => {
  expect(drawnSeries(training, ['learning_rate', 'loss_box', 'cosine_0'])).toEqual(['loss_box', 'learning_rate']);
  expect(drawnSeries(training, ['cosine_0'])).toEqual(['loss_total', validationColumn]);
  expect(drawnSeries(training, [])).toEqual(['loss_total', validationColumn]);
});

test('toggling twice changes nothing but the order', () => {
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
  expect(toggled(toggled(['a', 'b'], 'a'), 'a')).toEqual(['b', 'a']);
});
