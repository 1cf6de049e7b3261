import { expect, test } from 'vitest';
import { lossChartLabel, optimisationPlanText, optimisationStatusText } from './optimisation-texts';

test('a run that was stopped is unfinished where it can go on', () => {
  expect(optimisationStatusText('stopped', false)).toBe('Stopped');
  expect(optimisationStatusText('stopped', true)).toBe('Unfinished');
  expect(optimisationStatusText('failed', true)).toBe('Failed');
  expect(optimisationStatusText('preparing', false)).toBe('Preparing images…');
});

test('the plan says how much, how long and how large, as far as it is known', () => {
  const plan = { iterations: 1000, targets: 4, estimate: null, memory: undefined };
  expect(optimisationPlanText(plan)).toBe('Next run: 1,000 iterations for 4 prompts');
  expect(optimisationPlanText({ ...plan, iterations: 1, targets: 1, estimate: 'measuring', memory: 2e9 })).toBe(
    'Next run: 1 iteration for 1 prompt, measuring the time…',
  );
  expect(optimisationPlanText({ ...plan, estimate: { seconds: 80, secondsPerStep: 0.08 }, memory: 2e9 })).toBe(
    'Next run: 1,000 iterations for 4 prompts, about 1 min 20 s, up to 2.0 GB',
  );
});

test('the chart is named by the newest loss', () => {
  expect(lossChartLabel(null, 0)).toBe('Curve of the optimisation loss, empty');
  expect(lossChartLabel({ total: 0.12345 }, 20)).toBe('Curve of the optimisation loss: 0.1235 after 20 iterations');
});
