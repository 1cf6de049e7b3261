import { expect, test } from 'vitest';
import { optimisationSettings } from './optimisation-settings';
import { readSettingText, settingText } from './setting-text';
import { trainingSettings } from './training-settings';

const { iterations, protocol, learningRate } = optimisationSettings;
const { gradientClip, learningRateDrops } = trainingSettings;

test.each([
  ['200', iterations, 200],
  [' 10 ', iterations, 10],
  ['1e3', iterations, 1000],
  ['.5', learningRate, 0.5],
  ['Paper', protocol, 'paper'],
  ['none', gradientClip, null],
  ['35', gradientClip, 35],
  ['', learningRateDrops, []],
  ['none', learningRateDrops, []],
  ['360, 460', learningRateDrops, [360, 460]],
  ['360 460', learningRateDrops, [360, 460]],
] as const)('%j', (text, setting, value) => expect(readSettingText(setting, text)).toEqual({ kind: 'value', value }));

test.each([
  ['', iterations, 'Iterations must be a number.'],
  ['0x10', iterations, 'Iterations must be a number.'],
  ['Infinity', iterations, 'Iterations must be a number.'],
  ['1.5', iterations, 'Iterations must be a whole number.'],
  ['0', iterations, 'Iterations must lie between 1 and 100,000.'],
  ['1,000', iterations, 'Iterations must be a number.'],
  ['fast', protocol, 'Protocol must be one of code, code-batchnorm, paper.'],
  ['', gradientClip, 'Gradient clip must be a number.'],
  ['0', gradientClip, 'Gradient clip must lie between 0.000001 and 1,000,000.'],
  ['40,000', learningRateDrops, 'Rate falls at steps must be a number.'],
  ['460 360', learningRateDrops, 'Rate falls at steps must rise.'],
] as const)('%j is refused', (text, setting, problem) =>
  expect(readSettingText(setting, text)).toEqual({ kind: 'problem', problem }),
);

test('a value is read from its own text', () => {
  expect(readSettingText(learningRateDrops, settingText([1, 20, 300]))).toEqual({ kind: 'value', value: [1, 20, 300] });
  expect(readSettingText(gradientClip, settingText(null))).toEqual({ kind: 'value', value: null });
  expect(readSettingText(learningRate, settingText(1e-5))).toEqual({ kind: 'value', value: 1e-5 });
});
