import { expect, test } from 'vitest';
import { promptFacts, type TextEmbedding } from './prompt-facts';

const ready = (...embedding: number[]): TextEmbedding => ({
  kind: 'ready',
  embedding: Float32Array.from(embedding),
});

test('a target prompt has the angle to the source prompt and the length of the direction', () => {
  const facts = promptFacts('night', ready(0, 1), ready(1, 0), null);
  expect(facts).toMatchObject({ kind: 'known', direction: { cosine: 0 }, unseen: [] });
  expect(facts.kind === 'known' && facts.direction?.length).toBeCloseTo(Math.SQRT2, 6);
  expect(promptFacts('day', ready(0.6, 0.8), ready(0.6, 0.8), null)).toMatchObject({ direction: { length: 0 } });
});

test('there is no direction until both prompts are embedded, nor beside a source prompt that was refused', () => {
  const refused: TextEmbedding = { kind: 'failed', error: { message: 'Too long.', hint: 'Shorten it.' } };
  for (const [own, source] of [
    [undefined, ready(1, 0)],
    [ready(1, 0), undefined],
    [ready(1, 0), refused],
  ] as const)
    expect(promptFacts('night', own, source, null)).toEqual({ kind: 'known', direction: null, unseen: [] });
  expect(promptFacts('night', refused, ready(1, 0), null)).toEqual({
    kind: 'failed',
    problem: 'Too long. Shorten it.',
  });
});

test('unseen words are told before the prompt is embedded, and never where the vocabulary is unknown', () => {
  const vocabulary = new Set(['a', 'street', 'at', 'night']);
  expect(promptFacts('A street at dusk, dusk', undefined, undefined, vocabulary)).toMatchObject({ unseen: ['dusk'] });
  expect(promptFacts('a street at dusk', undefined, undefined, null)).toMatchObject({ unseen: [] });
});
