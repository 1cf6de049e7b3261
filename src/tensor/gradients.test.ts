import { readdirSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it, test } from 'vitest';
import { abs } from './abs';
import { withGradient } from './custom-gradient';
import { gradientsOf, valueAndGradients } from './gradients';
import { describeOnBackends, failingBackward, runOutOfMemory } from './testing';

/** What the work left behind when it failed. */
function leftBy(work: () => unknown): number {
  const before = tf.memory().numTensors;
  expect(work).toThrow('out of memory');
  return tf.memory().numTensors - before;
}

await describeOnBackends(['cpu', 'wasm'], 'gradients', () => {
  it('are those of tfjs, and null where there is none', async () => {
    const [x, y] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([4, 5, 6])];
    const { value, gradients } = valueAndGradients(() => tf.sum(tf.square(x)), [x, y]);
    expect(await value.data()).toEqual(Float32Array.of(14));
    expect(await gradients[0]!.data()).toEqual(Float32Array.of(2, 4, 6));
    expect(gradients[1]).toBeNull();
    const weighted = gradientsOf((a, b) => tf.mul(a!, b!), [x, y], tf.tensor1d([1, 10, 100]));
    expect(await weighted[0]!.data()).toEqual(Float32Array.of(4, 50, 600));
    expect(await weighted[1]!.data()).toEqual(Float32Array.of(1, 20, 300));
    expect(() => gradientsOf((a) => tf.square(a!), [x, y])).toThrow('does not depend on input 1');
    tf.dispose([x, y, value, gradients[0]!, ...weighted]);
  });

  const chain = (x: tf.Tensor) => tf.exp(abs(tf.square(tf.sigmoid(x))));
  it.each<[string, (x: tf.Tensor) => tf.Tensor]>([
    ['in a gradient function', (x) => chain(failingBackward(chain(x)))],
    ['after much was saved', (x) => (chain(x), runOutOfMemory())],
    [
      'in an operation with a gradient of its own, after it knew what to save',
      (x) =>
        withGradient([x], () => {
          const saved = [tf.square(x)];
          return { value: runOutOfMemory(), saved, gradient: tf.clone };
        }),
    ],
    [
      'in a gradient within a gradient',
      (x) => tf.add(chain(x), gradientsOf((y) => failingBackward(chain(y)), [x])[0]!),
    ],
  ])('leave nothing behind when they fail %s', (_, run) => {
    const x = tf.tensor1d([1, 2, 3]);
    expect(leftBy(() => gradientsOf(run, [x]))).toBe(0);
    // The tape is whole again.
    const [gradient] = gradientsOf(tf.square, [x]);
    expect([...gradient!.dataSync()]).toEqual([2, 4, 6]);
    tf.dispose([x, gradient!]);
  });

  it('leave the tape to an outer gradient that goes on', async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const before = tf.memory().numTensors;
    const [gradient] = gradientsOf(
      (y) => {
        const square = tf.square(y);
        expect(() => gradientsOf(failingBackward, [y])).toThrow('out of memory');
        return square;
      },
      [x],
    );
    expect(await gradient!.data()).toEqual(Float32Array.of(2, 4, 6));
    expect(tf.memory().numTensors - before).toBe(1);
    tf.dispose([x, gradient!]);
  });
});

describe('the code', () => {
  const folders = ['src', 'tools'].map((folder) => new URL(`../../${folder}/`, import.meta.url));
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/u.test(path) && !path.endsWith('.test.ts'))
      .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') })),
  );
  const using = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

  test('asks tfjs for gradients in one place', () => {
    expect(using(/\b(?:grads?|valueAndGrads?|variableGrads)\s*[(,}]|\.gradients\(/u)).toEqual(['tensor/gradients.ts']);
  });

  test('defines gradients of its own in one place, besides those of its kernels', () => {
    expect(using(/\bcustomGrad\b/u)).toEqual(['tensor/custom-gradient.ts']);
  });
});
