import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeOnBackends, expectClose, testValues } from '../tensor/testing';
import { type Comparison, comparison, embeddingTerms, unit } from './embedding-terms';
import { type Protocol, protocols } from '../method/protocol';

/** The same two terms from stock operations, for their value and tf.grad. */
function plainTerms(
  augmented: tf.Tensor3D,
  { imageEmbeddings, targetEmbeddings }: Comparison,
  protocol: Protocol,
): tf.Tensor2D {
  const u = tf.div(augmented, tf.norm(augmented, 2, 2, true));
  const distances = tf.sub(1, tf.sum(tf.mul(u, targetEmbeddings), 2));
  const differences = tf.abs(tf.sub(protocol.embeddings === 'unit' ? u : augmented, imageEmbeddings));
  const l1 = protocol.l1 === 'mean' ? tf.mean(differences, 2) : tf.sum(differences, 2);
  return tf.stack([tf.sum(distances, 1), tf.sum(l1, 1)], 1) as tf.Tensor2D;
}

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'embedding terms', () => {
  test.each(['code', 'paper'] as const)(
    'value and gradient under %s are those of the plain operations',
    async (name) => {
      const protocol = protocols[name];
      const augmented = testValues([2, 3, 16], 1) as tf.Tensor3D;
      const directions = tf.squeeze(unit(testValues([1, 2, 16], 2) as tf.Tensor3D), [0]) as tf.Tensor2D;
      const goal = comparison(testValues([1, 3, 16], 3) as tf.Tensor3D, directions, protocol);
      await expectClose(embeddingTerms(augmented, goal, protocol), plainTerms(augmented, goal, protocol));
      const dy = testValues([2, 2], 4) as tf.Tensor2D;
      const actual = tf.grad((x) => embeddingTerms(x as tf.Tensor3D, goal, protocol))(augmented, dy);
      await expectClose(actual, tf.grad((x) => plainTerms(x as tf.Tensor3D, goal, protocol))(augmented, dy));
    },
  );

  // Fact F19: D is 0 for equal directions and 2 for opposite ones; l1 has no gradient at z̄ = z.
  test('distances reach from 0 to 2, and equal embeddings have no l1 gradient', async () => {
    const z = unit(testValues([1, 2, 16], 5) as tf.Tensor3D);
    const goal: Comparison = { imageEmbeddings: z, targetEmbeddings: unit(z) };
    const same = [...(await embeddingTerms(z, goal, protocols.paper).data())] as [number, number];
    expect(same[0]).toBeCloseTo(0, 5);
    expect(same[1]).toBe(0);
    const opposite = await embeddingTerms(tf.neg(z), goal, protocols.paper).data();
    expect(opposite[0]).toBeCloseTo(4, 5);
    const dy = tf.tensor2d([[0, 1]]);
    await expectClose(
      tf.grad((x) => embeddingTerms(x as tf.Tensor3D, goal, protocols.paper))(z, dy),
      new Float32Array(32),
      { absolute: 0 },
    );
  });

  // Fact F18: z* is at 45° from z where the text direction is at right angles to it.
  test('a direction at right angles turns a unit z by 45 degrees', async () => {
    const z = tf.tensor3d([3, 0, 0, 0], [1, 1, 4]);
    const goal = comparison(z, tf.tensor2d([0, 1, 0, 0], [1, 4]), protocols.code);
    const terms = await embeddingTerms(z, goal, protocols.code).data();
    expect(terms[0]).toBeCloseTo(0.292893, 5);
    const raw = comparison(z, tf.tensor2d([0, 1, 0, 0], [1, 4]), protocols.paper);
    expect((await embeddingTerms(z, raw, protocols.paper).data())[0]).toBeCloseTo(1 - 3 / Math.sqrt(10), 5);
  });
});
