import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createAdam } from './adam';
import type { Optimiser } from './optimiser';
import { createSgd } from './sgd';
import { describeOnBackends, expectClose } from './testing';

type Parameters = Record<string, tf.Variable>;

/** Five steps down Σ c·w² and the values in doubles from the formulas of torch's documentation. */
const starts = [1, -2, 0.5];
const curvatures = [1, 3, 0.1];

function adamByHand(steps: number, rate: number): number[] {
  return starts.map((start, i) => {
    let [w, m, v] = [start, 0, 0];
    for (let t = 1; t <= steps; t++) {
      const g = 2 * curvatures[i]! * w;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      w -= (rate * (m / (1 - 0.9 ** t))) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
    }
    return w;
  });
}

function sgdByHand(steps: number, rate: number, momentum: number, decay: number): number[] {
  return starts.map((start, i) => {
    let [w, v] = [start, 0];
    for (let t = 1; t <= steps; t++) {
      const g = 2 * curvatures[i]! * w + decay * w;
      v = t === 1 ? g : momentum * v + g;
      w -= rate * v;
    }
    return w;
  });
}

function descend(parameters: Parameters, optimiser: Optimiser, steps: number): void {
  for (let t = 0; t < steps; t++) {
    tf.tidy(() => optimiser.step({ w: tf.mul(parameters['w']!, tf.tensor1d(curvatures.map((c) => 2 * c))) }));
  }
}

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'optimisers', () => {
  const rules: readonly [string, (p: Parameters) => Optimiser, readonly number[]][] = [
    ['Adam', (p) => createAdam(p, { learningRate: 0.05 }), adamByHand(5, 0.05)],
    ['SGD', (p) => createSgd(p, { learningRate: 0.05 }), sgdByHand(5, 0.05, 0, 0)],
    [
      'SGD with momentum and decay',
      (p) => createSgd(p, { learningRate: 0.05, momentum: 0.9, weightDecay: 0.01 }),
      sgdByHand(5, 0.05, 0.9, 0.01),
    ],
  ];
  for (const [name, create, expected] of rules) {
    test(`${name} takes the steps of torch, also when resumed from its state`, async () => {
      const straight: Parameters = { w: tf.variable(tf.tensor1d(starts)) };
      const optimiser = create(straight);
      descend(straight, optimiser, 5);
      await expectClose(straight['w']!, expected, { relative: 1e-5, absolute: 1e-6 });

      const resumed: Parameters = { w: tf.variable(tf.tensor1d(starts)) };
      const before = create(resumed);
      descend(resumed, before, 2);
      const after = create(resumed);
      after.importState(await before.exportState());
      descend(resumed, after, 3);
      await expectClose(resumed['w']!, straight['w']!, { relative: 0, absolute: 0 });
      for (const each of [optimiser, before, after]) each.dispose();
      for (const each of [straight, resumed]) each['w']!.dispose();
    });
  }

  test('a step rate replaces the configured one', async () => {
    const parameters: Parameters = { w: tf.variable(tf.tensor1d([1])), bias: tf.variable(tf.tensor1d([1])) };
    const optimiser = createSgd(parameters, { learningRate: 1, weightDecay: 0.5 });
    optimiser.step({ w: tf.tensor1d([1]), bias: tf.tensor1d([1]) }, 0.1);
    await expectClose(parameters['w']!, [0.85]);
    await expectClose(parameters['bias']!, [0.85]);
    expect(() => optimiser.step({ other: tf.tensor1d([1]) })).toThrow('other, which is no parameter');
    for (const each of Object.values(parameters)) each.dispose();
  });

  test('a state of another size is refused', () => {
    const parameters: Parameters = { w: tf.variable(tf.tensor1d(starts)) };
    const optimiser = createSgd(parameters, { learningRate: 1, momentum: 0.9 });
    expect(() => optimiser.importState({ 'momentum/w': new Float32Array(2) })).toThrow('momentum of w has 2 values');
    parameters['w']!.dispose();
  });
});
