import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { Random } from '../../math/random';
import { describeOnBackends, expectClose, testValues } from '../../tensor/testing';
import { architectureOf } from './architecture';
import { createVisualTower } from './modified-resnet';
import { scratchTower } from './scratch-tower';
import { trainableStages } from '../../method/stages';
import { requireTensor, visualWeights } from '../weights/visual-weights';
import { hwioFromOihw } from '../weights/weight-layout';

const architecture = architectureOf({ width: 4, blocks: [1, 1, 2, 1], resolution: 64, embeddingDim: 16 });

await describeOnBackends(['cpu', 'wasm'], 'a tower from scratch', () => {
  const images = () => testValues([3, 64, 48, 3], 1) as tf.Tensor4D;

  it('is a whole tower, the same for the same seed, and another for another', async () => {
    const tower = await scratchTower(architecture, images(), new Random(1));
    expect(visualWeights(tower.tensors).architecture).toEqual(architecture);
    expect(await scratchTower(architecture, images(), new Random(1))).toEqual(tower);
    const other = await scratchTower(architecture, images(), new Random(2));
    expect(other.tensors.get('conv1.weight')).not.toEqual(tower.tensors.get('conv1.weight'));
  });

  it('has constant norms that do on its images what batch norm would', async () => {
    const weights = await scratchTower(architecture, images(), new Random(1));
    const frozen = createVisualTower(weights);
    const batch = createVisualTower(weights, { batchNorm: 'batch' });
    const features = (tower: typeof frozen) => tower.res5Features(tower.res4Features(images()));
    await expectClose(features(frozen), features(batch), { absolute: 2e-4, relative: 2e-4 });
    frozen.dispose();
    batch.dispose();

    const { data } = requireTensor(weights, 'conv1.weight');
    const kernel = tf.tensor4d(hwioFromOihw(data, [2, 3, 3, 3]), [3, 3, 3, 2]);
    const { mean, variance } = tf.moments(tf.conv2d(images(), kernel, 2, 1), [0, 1, 2]);
    await expectClose(mean, requireTensor(weights, 'bn1.running_mean').data);
    await expectClose(variance, requireTensor(weights, 'bn1.running_var').data, { relative: 1e-4 });
  });

  it('has gradients down to the first convolution: the slope along them is the difference quotient', async () => {
    const weights = await scratchTower(architecture, images(), new Random(1));
    const tower = createVisualTower(weights, { trainable: trainableStages });
    const dy = testValues([3, 4, 3, 64], 2);
    const value = () => tf.sum(tf.mul(tower.res4Features(images()), dy)) as tf.Scalar;
    for (const name of ['conv1', 'conv2', 'layer1.0.conv2', 'layer2.0.conv2']) {
      const variable = tower.variables.get(`${name}.weight`)!;
      const { grads } = tf.variableGrads(value, [variable]);
      const gradient = grads[variable.name]!;
      const length = (await tf.norm(gradient).data())[0]!;
      const direction = tf.mul(gradient, 1e-3 / length);
      const moved = async (sign: number): Promise<number> => {
        variable.assign(tf.add(variable, tf.mul(direction, sign)));
        return (await value().data())[0]!;
      };
      const above = await moved(1);
      const below = await moved(-2);
      await moved(1);
      expect((above - below) / (2e-3 * length), name).toBeCloseTo(1, 1);
    }
    tower.dispose();
  });
});
