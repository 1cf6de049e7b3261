import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { describeOnBackends, expectClose, testValues } from '../tensor/testing';
import { createClassHead } from './class-head';
import { poolRegions } from './region-head';
import { classifierKinds, type HeadConfig, poolingKinds } from '../method/detector-config';
import { initialDetectorWeights } from './initial-weights';
import { createVariable } from './named-weights';
import { clsScore, projection, regionHeadShapes } from './region-head-shapes';
import { randomClassEmbeddings, randomVisualWeights, tinyDetectorConfig, tinyTower } from './testing';

const { architecture, ...weights } = randomVisualWeights(tinyTower, 1);
const classEmbeddings = randomClassEmbeddings(3, tinyTower.embeddingDim, 2);
const combinations = classifierKinds.flatMap((classifier) =>
  poolingKinds.map((pooling): HeadConfig => ({ classifier, pooling })),
);

await describeOnBackends(['cpu', 'wasm'], 'class head', () => {
  it.each(combinations)('$classifier after $pooling: logits and gradients are those of its formula', async (kind) => {
    const config = { ...tinyDetectorConfig, ...kind };
    const tower = createVisualTower({ ...weights, architecture });
    const drawn = initialDetectorWeights(config, tinyTower, 1);
    const variables = new Map(
      Array.from(regionHeadShapes(architecture, config), ([name, shape]) => [name, createVariable(drawn, name, shape)]),
    );
    const classHead = createClassHead(config, variables, classEmbeddings);
    const logitsOf = (x: tf.Tensor4D) => classHead.forward(poolRegions(tower, x, kind.pooling));
    const res5 = tf.abs(testValues([5, 2, 2, 128], 3)) as tf.Tensor4D;
    const variable = (name: string) => variables.get(name) as tf.Tensor;

    const plain = (x: tf.Tensor4D): tf.Tensor => {
      const pooled = kind.pooling === 'mean' ? tf.mean(x, [1, 2]) : tower.attentionPool(x);
      const layer = (name: string) =>
        tf.add(tf.matMul(pooled as tf.Tensor2D, variable(`${name}.weight`) as tf.Tensor2D), variable(`${name}.bias`));
      if (kind.classifier === 'linear') return layer(clsScore);
      const regions = kind.pooling === 'mean' ? layer(projection) : pooled;
      const lengths = tf.sqrt(tf.sum(tf.square(regions), 1, true));
      const classes = tf.tensor2d(classEmbeddings.map((row) => [...row]));
      const cosines = tf.matMul(tf.div(regions, lengths) as tf.Tensor2D, classes, false, true);
      return tf.concat([tf.mul(cosines, config.logitScale), tf.zeros([5, 1])], 1);
    };
    expect(logitsOf(res5).shape).toEqual([5, 4]);
    await expectClose(logitsOf(res5), plain(res5), { absolute: 1e-3, relative: 1e-4 });

    const dy = testValues([5, 4], 4);
    const own = [...variables].filter(([name]) => !name.includes('bbox')).map(([, trained]) => trained);
    const gradients = (logits: (x: tf.Tensor4D) => tf.Tensor) => {
      const input = tf.grad((x) => tf.sum(tf.mul(logits(x as tf.Tensor4D), dy)))(res5);
      if (own.length === 0) return [input];
      const { grads } = tf.variableGrads(() => tf.sum(tf.mul(logits(res5), dy)) as tf.Scalar, own);
      return [input, ...own.map(({ name }) => grads[name]!)];
    };
    const expected = gradients(plain);
    for (const [i, gradient] of gradients(logitsOf).entries())
      await expectClose(gradient, expected[i]!, { absolute: 2e-3, relative: 1e-3 });
    classHead.dispose();
    tower.dispose();
    tf.dispose([...variables.values()]);
  });
});
