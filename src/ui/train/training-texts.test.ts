import { describe, expect, test } from 'vitest';
import { noTraining, type LiveTraining } from '../../state/store/training-slice';
import { trainingPlanText, trainingStatusText } from './training-texts';

describe('the status of a training', () => {
  const text = (change: Partial<LiveTraining>, about = { ready: true, unfinished: false }) =>
    trainingStatusText({ ...noTraining, done: 1200, total: 5000, ...change }, about);

  test('says whether one can start', () => {
    expect(text({})).toBe('Ready to train');
    expect(text({}, { ready: false, unfinished: false })).toBe('Not ready');
  });

  test('counts what is learned before the first step, and then the steps', () => {
    expect(text({ status: 'preparing' })).toBe('Preparing…');
    const preparation = {
      stage: 'Styles',
      done: 3,
      total: 9,
      unit: 'steps',
      perSecond: null,
      secondsLeft: null,
    } as const;
    expect(text({ status: 'preparing', preparation })).toBe('Styles: 3 of 9 steps');
    expect(text({ status: 'running' })).toBe('Step 1,200 of 5,000');
    expect(text({ status: 'paused' })).toBe('Paused at step 1,200 of 5,000');
    expect(text({ status: 'failed' })).toBe('Failed after 1,200 of 5,000 steps');
    expect(text({ status: 'stopped', done: 0, total: 1 })).toBe('Stopped after 0 of 1 step');
  });

  test('claims a detector for the right pane only where there is one', () => {
    expect(text({ status: 'finished' })).toBe('Trained 1,200 of 5,000 steps');
    expect(text({ status: 'finished', detector: 'a' })).toBe('Trained 1,200 of 5,000 steps, now in the right pane');
    expect(text({ status: 'stopped', detector: 'a' })).toBe(
      'Stopped after 1,200 of 5,000 steps, now in the right pane',
    );
  });

  test('never takes a recorded training for a live one', () => {
    for (const origin of ['recorded', 'imported', 'restored'] as const) {
      expect(text({ status: 'finished', origin, detector: 'a' })).toBe('Recorded, 1,200 of 5,000 steps');
      expect(text({ status: 'stopped', origin }, { ready: true, unfinished: true })).toBe(
        'Unfinished, 1,200 of 5,000 steps',
      );
      expect(text({ status: 'stopped', origin })).toBe('Recorded, 1,200 of 5,000 steps');
    }
  });
});

test('the plan names steps, start and time', () => {
  const plan = { steps: 1500, from: null, estimate: null };
  expect(trainingPlanText(plan)).toBe('Next: 1,500 steps from CLIP');
  expect(trainingPlanText({ ...plan, from: 'Baseline', estimate: 'measuring' })).toBe(
    'Next: 1,500 steps from “Baseline”, measuring the time…',
  );
  expect(trainingPlanText({ ...plan, estimate: { seconds: 90, secondsPerStep: 0.06 } })).toBe(
    'Next: 1,500 steps from CLIP, about 1 min 30 s',
  );
});
