import { expect, test } from 'vitest';
import { offsetsText, suitMethod } from './offsets-text';

const offsets = {
  sourcePrompt: 's',
  targetPrompts: ['a', 'b'],
  channels: 1,
  height: 1,
  width: 1,
  values: Float32Array.of(1, 2),
};

test('offsets are called by where they come from; taken ones go before the run’s', () => {
  const text = (origin: 'live' | 'recorded' | 'imported', taken: 'model' | 'checkpoint' | null = null) =>
    offsetsText({
      targetPrompts: offsets.targetPrompts,
      origin,
      taken: taken && { from: taken, name: 'best.pth', modelHash: 'h', offsets },
    });
  expect(text('live')).toBe('Offsets: your last run, 2 target prompts.');
  expect(text('recorded')).toBe('Offsets: the recorded example, 2 target prompts.');
  expect(text('live', 'model')).toBe('Offsets: shipped with the model, 2 target prompts.');
  expect(text('live', 'checkpoint')).toBe('Offsets: of the checkpoint “best.pth”, 2 target prompts.');
  expect(offsetsText({ targetPrompts: null, taken: null, origin: 'live' })).toBe('Offsets: none yet.');
});

test('a method that is meant for certain prompts is not suited by others, nor by none', () => {
  expect(suitMethod(null, null)).toBe(true);
  expect(suitMethod(['x'], null)).toBe(true);
  expect(suitMethod(['a'], ['a', 'b'])).toBe(true);
  expect(suitMethod(['a', 'x'], ['a', 'b'])).toBe(false);
  expect(suitMethod(null, ['a', 'b'])).toBe(false);
});
