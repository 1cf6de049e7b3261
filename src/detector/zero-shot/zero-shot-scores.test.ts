import { expect, test } from 'vitest';
import { bestCosines, regionCosines, regionScores } from './zero-shot-scores';

/** Two regions, two classes, the background last; softmax and roots of them by numpy. */
const rows = [Float32Array.of(0.3, 0.2, 0.25), Float32Array.of(0.22, 0.24, 0.25)];
const config = { logitScale: 100 } as const;

function expectClose(found: Float32Array, right: readonly number[]): void {
  expect(found).toHaveLength(right.length);
  right.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 5));
}

test('scores are a softmax over classes and background where nobody says how sure a box is', () => {
  expectClose(
    regionScores(rows, null, config),
    [0.993262357, 0.0000450940412, 0.00669254912, 0.035119027, 0.25949646, 0.705384513],
  );
});

test('with an objectness they are the root of both probabilities, and the background is what the best leaves', () => {
  expectClose(
    regionScores(rows, Float32Array.of(0.81, 0.09), config),
    [0.89696294, 0.00604369, 0.10303706, 0.05622021, 0.15282239, 0.84717761],
  );
});

test('an objectness of 0 leaves no class, whatever the cosines say', () => {
  expectClose(regionScores(rows, new Float32Array(2), config), [0, 0, 1, 0, 0, 1]);
});

test('the background is a margin, or the best of its prompts; the best cosine is that of a class', () => {
  const texts = {
    classes: [Float32Array.of(1, 0), Float32Array.of(0.6, 0.8)],
    background: [Float32Array.of(0, 1), Float32Array.of(0, -1)],
  };
  const embeddings = [Float32Array.of(0, 1)];
  const margin = regionCosines(embeddings, texts, { background: { kind: 'margin', cosine: 0.25 } });
  expectClose(margin[0]!, [0, 0.8, 0.25]);
  const prompts = regionCosines(embeddings, texts, { background: { kind: 'prompts', prompts: ['up', 'down'] } });
  expectClose(prompts[0]!, [0, 0.8, 1]);
  expectClose(bestCosines(prompts), [0.8]);
});
