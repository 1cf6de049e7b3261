import { describe, expect, test } from 'vitest';
import type { Progress } from '../../engine/engine';
import type { ModelStatus } from '../../state/store/model-slice';
import { exampleModel } from '../../engine/testing-examples';
import { loadingText } from '../models/loading-text';
import { checkIsBad, checkText, missingModel, modelSummary } from './model-status';

const error = { code: 'internal', message: 'The file is cut off.', hint: 'Download it again.' } as const;
const info = exampleModel();
const statuses: readonly ModelStatus[] = [
  { kind: 'waiting' },
  { kind: 'loading', progress: null },
  { kind: 'ready' },
  { kind: 'cancelled' },
  { kind: 'failed', error },
];

describe('without a model', () => {
  test('its pill says whether one is coming', () => {
    expect(statuses.map((status) => modelSummary({ status, info: null }).text)).toEqual([
      'No model',
      'Loading model…',
      'No model',
      'No model',
      'Model failed to load',
    ]);
  });

  test('the page says why there is none, unless one is coming', () => {
    expect(statuses.map((status) => missingModel({ status, info: null })?.text ?? null)).toEqual([
      null,
      null,
      'Loading was cancelled. The recorded example stays; runs need a model.',
      'Loading was cancelled. The recorded example stays; runs need a model.',
      'The model could not be loaded. The file is cut off. Download it again.',
    ]);
  });
});

test('a model that is there is named, whatever became of another', () => {
  for (const status of statuses) {
    expect(modelSummary({ status, info })).toEqual({ text: 'Example CLIP', tone: 'good' });
    expect(missingModel({ status, info })).toBeNull();
  }
});

describe('the progress of loading', () => {
  const bytes: Progress = {
    stage: 'Downloading',
    done: 2_000_000,
    total: 8_000_000,
    unit: 'bytes',
    perSecond: 1_500_000,
    secondsLeft: 4,
  };

  test('names amount, speed and time where they are known', () => {
    expect(loadingText(null)).toBe('Loading the model…');
    expect(loadingText(bytes)).toBe('Downloading: 2.0 MB of 8.0 MB, 1.5 MB/s, 4.0 s left');
    expect(loadingText({ ...bytes, perSecond: null, secondsLeft: null })).toBe('Downloading: 2.0 MB of 8.0 MB');
  });

  test('names no total that is reached, and no speed of files', () => {
    expect(loadingText({ ...bytes, done: 8_000_000, secondsLeft: null })).toBe('Downloading: 8.0 MB, 1.5 MB/s');
    expect(loadingText({ ...bytes, stage: 'Reading', unit: 'files', done: 1, total: 3, secondsLeft: null })).toBe(
      'Reading: 1 of 3',
    );
  });
});

test('a comparison that failed or found a difference is bad', () => {
  const same = { kind: 'compared', cosine: 0.9999996 } as const;
  const different = { kind: 'compared', cosine: 0.98765 } as const;
  const failed = { kind: 'failed', error } as const;
  expect(
    [null, { kind: 'running' } as const, { kind: 'no-graph' } as const, same, different, failed].map(checkIsBad),
  ).toEqual([false, false, false, false, true, true]);
  expect(checkText(same)).toBe('Agrees with its own ONNX graph: cosine 1.000000.');
  expect(checkText(different)).toMatch(/^Differs .*: cosine 0\.9877\. .* not to be trusted\.$/u);
  expect(checkText(failed)).toContain(error.message);
});
