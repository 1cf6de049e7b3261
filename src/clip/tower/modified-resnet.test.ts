import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeOnBackends, expectClose, testValues } from '../../tensor/testing';
import { type VisualTower, createVisualTower } from './modified-resnet';
import { fromTorch, goldens, tinyWeights, visualGolden } from '../testing';
import { fold, requireTensor, type VisualWeights } from '../weights/visual-weights';

const weights = tinyWeights();

async function largest(x: tf.Tensor): Promise<number> {
  return (await tf.max(tf.abs(x)).data())[0] as number;
}

function withTower<T>(
  work: (tower: VisualTower) => Promise<T>,
  options: Parameters<typeof createVisualTower>[1] = {},
  of: VisualWeights = weights,
): () => Promise<void> {
  return async () => {
    const tower = createVisualTower(of, options);
    await work(tower);
    tower.dispose();
  };
}

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'visual tower', () => {
  test(
    'features and embeddings are those of torch',
    withTower(async (tower) => {
      const embedding = await goldens('visual').then((arrays) => arrays('embedding'));
      const res4 = tower.res4Features(await visualGolden('input'));
      await expectClose(res4, await visualGolden('res4'), { absolute: 2e-4 });
      await expectClose(tower.layer3(tower.layer2(tower.res2Features(await visualGolden('input')))), res4, {
        absolute: 1e-6,
      });
      const res5 = tower.res5Features(res4);
      await expectClose(res5, await visualGolden('layer4'), { absolute: 5e-4 });
      await expectClose(tower.attentionPool(res5), embedding.data, { absolute: 2e-5 });
      await expectClose(tower.imageEmbedding(res4), embedding.data, { absolute: 2e-5 });
      await expectClose(tower.embeddingOf(tower.res5Input(res4)), embedding.data, { absolute: 2e-5 });
    }),
  );

  test(
    'the linear start of V_b is linear',
    withTower(async (tower) => {
      const [x, a] = [testValues([2, 4, 4, 128], 1), testValues([2, 4, 4, 128], 2)] as [tf.Tensor4D, tf.Tensor4D];
      const [apart, shift] = [tower.res5Input(x), tower.res5Input(a)];
      const sum = {
        main: tf.add(apart.main, shift.main) as tf.Tensor4D,
        shortcut: tf.add(apart.shortcut, shift.shortcut) as tf.Tensor4D,
      };
      await expectClose(tower.embeddingOf(sum), tower.imageEmbedding(tf.add(x, a)), { absolute: 1e-5 });
    }),
  );
});

await describeOnBackends(['cpu', 'wasm'], 'visual tower in depth', () => {
  test(
    'other image sizes give other grids',
    withTower(async (tower) => {
      const { data } = await goldens('visual').then((arrays) => arrays('image_96x80'));
      const mean = tf.tensor1d([0.48145466, 0.4578275, 0.40821073]);
      const std = tf.tensor1d([0.26862954, 0.26130258, 0.27577711]);
      const input = tf.div(tf.sub(tf.div(tf.tensor4d(data, [1, 80, 96, 3]), 255), mean), std) as tf.Tensor4D;
      await expectClose(tower.res4Features(input), await visualGolden('res4_96x80'), { absolute: 2e-4 });
      expect(() => tower.imageEmbedding(tower.res4Features(input))).toThrow('takes 4 positions');
    }),
  );

  test(
    'a folded model gives the same embeddings',
    withTower(
      async (tower) => {
        const { data } = await goldens('visual').then((arrays) => arrays('embedding'));
        await expectClose(tower.imageEmbedding(tower.res4Features(await visualGolden('input'))), data, {
          absolute: 2e-5,
        });
      },
      {},
      tinyWeights(true),
    ),
  );

  test(
    'the gradient of V_b in its input is that of the plain operations',
    withTower(async (tower) => {
      const res4 = await visualGolden('res4');
      const dy = testValues([2, 32], 3) as tf.Tensor2D;
      const actual = tf.grad((x) => tower.imageEmbedding(x as tf.Tensor4D))(res4, dy);
      // The plain operations run on cpu: wasm has no filter gradients, which tf.grad asks for.
      const backend = tf.getBackend();
      await tf.setBackend('cpu');
      const expected = tf.grad((x) => plainImageEmbedding(x as tf.Tensor4D))(res4, dy);
      const expectedValues = Float32Array.from(await expected.data());
      const scale = await largest(expected);
      await tf.setBackend(backend);
      await expectClose(actual, expectedValues, { relative: 0, absolute: 1e-4 * scale });
    }),
  );

  test('training moves W alone, and what was trained can be exported', async () => {
    const tower = createVisualTower(weights, { trainable: ['layer3', 'layer4', 'attnpool'] });
    const names = [...tower.variables.keys()];
    expect(names.filter((name) => name.startsWith('layer3.'))).toHaveLength(7);
    expect(names.filter((name) => name.startsWith('layer4.'))).toHaveLength(4);
    expect(names.filter((name) => name.startsWith('attnpool.'))).toHaveLength(8);
    const images = await visualGolden('input');
    const frozen = createVisualTower(weights);
    const embed = (of: VisualTower): tf.Tensor2D => of.imageEmbedding(of.res4Features(images));
    await expectClose(embed(tower), embed(frozen), { absolute: 2e-5 });
    frozen.dispose();

    const dy = testValues([2, 32], 4) as tf.Tensor2D;
    const { grads } = tf.variableGrads(() => tf.sum(tf.mul(embed(tower), dy)));
    expect(Object.keys(grads)).toHaveLength(19);
    const untouched = await tower.exportWeights();
    for (const [name, tensor] of weights.tensors) expect(untouched.tensors.get(name), name).toEqual(tensor);
    // With the gradients in the variables' place, the export has them in the file's layout, as the oracle does.
    for (const [, variable] of tower.variables) variable.assign(grads[variable.name] as tf.Tensor);
    const exported = await tower.exportWeights();
    const res4 = await visualGolden('res4');
    for (const [name, expected] of await plainWeightGradients(res4, dy)) {
      const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const actual = requireTensor(exported, name).data;
      expect(actual.length).toBe(expected.length);
      const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] as number))), 0);
      expect(worst / scale, name).toBeLessThan(2e-3);
    }
    tf.dispose(grads);
    tower.dispose();
  });

  // Fact F15.
  test('batch statistics remove what all images share, frozen ones do not', async () => {
    const batch = createVisualTower(weights, { batchNorm: 'batch' });
    const frozen = createVisualTower(weights);
    const x = testValues([3, 4, 4, 128], 6) as tf.Tensor4D;
    const shared = testValues([1, 1, 1, 128], 7);
    const own = testValues([3, 1, 1, 128], 8);
    const scale = await largest(batch.res5Features(x));
    const moved = async (tower: VisualTower, shift: tf.Tensor): Promise<number> =>
      (await largest(tf.sub(tower.res5Features(tf.add(x, shift)), tower.res5Features(x)))) / scale;
    expect(await moved(batch, shared)).toBeLessThan(1e-4);
    expect(await moved(batch, own)).toBeGreaterThan(0.1);
    expect(await moved(frozen, shared)).toBeGreaterThan(0.01);
    batch.dispose();
    frozen.dispose();
  });

  test('batch statistics are refused where they cannot be had', () => {
    expect(() => createVisualTower(fold(weights), { batchNorm: 'batch' })).toThrow(
      expect.objectContaining({ code: 'unsupported-model' }),
    );
    expect(() => createVisualTower(weights, { batchNorm: 'batch', trainable: ['layer4'] })).toThrow(
      expect.objectContaining({ code: 'bad-config' }),
    );
  });
});

type Tensors = (name: string) => tf.Tensor;

const stored: Tensors = (name) => {
  const { shape, data } = requireTensor(weights, name);
  return tf.tensor(data, [...shape]);
};

/** V_b from stock operations alone, with batch norm and multi-head attention as they are usually written: the oracle. */
function plainImageEmbedding(res4: tf.Tensor4D, of: Tensors = stored): tf.Tensor2D {
  const convolution = (x: tf.Tensor4D, conv: string, norm: string): tf.Tensor4D => {
    const kernel = tf.transpose(of(`layer4.0.${conv}.weight`), [2, 3, 1, 0]) as tf.Tensor4D;
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((part) =>
      of(`layer4.0.${norm}.${part}`),
    ) as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
    const normalised = tf.div(tf.sub(tf.conv2d(x, kernel, 1, 'same'), mean), tf.sqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normalised, gamma), beta) as tf.Tensor4D;
  };
  const pool = (x: tf.Tensor4D): tf.Tensor4D => tf.avgPool(x, 2, 2, 'valid');
  const inner = tf.relu(convolution(tf.relu(convolution(res4, 'conv1', 'bn1')), 'conv2', 'bn2'));
  const shortcut = convolution(pool(res4), 'downsample.0', 'downsample.1');
  return plainAttention(tf.relu(tf.add(convolution(pool(inner), 'conv3', 'bn3'), shortcut)), of);
}

function plainAttention(res5: tf.Tensor4D, of: Tensors): tf.Tensor2D {
  const linear = (x: tf.Tensor2D, name: string): tf.Tensor2D =>
    tf.add(tf.matMul(x, of(`attnpool.${name}.weight`) as tf.Tensor2D, false, true), of(`attnpool.${name}.bias`));
  const [regions] = res5.shape;
  const grid = tf.reshape(res5, [regions, 4, 256]);
  const tokens = tf.add(tf.concat([tf.mean(grid, 1, true), grid], 1), of('attnpool.positional_embedding'));
  const project = (name: string): tf.Tensor =>
    tf.transpose(tf.reshape(linear(tf.reshape(tokens, [regions * 5, 256]), name), [regions, 5, 4, 64]), [0, 2, 1, 3]);
  const query = tf.mul(tf.slice(project('q_proj'), [0, 0, 0, 0], [regions, 4, 1, 64]), 1 / 8);
  const attention = tf.softmax(tf.matMul(query, project('k_proj'), false, true));
  return linear(tf.reshape(tf.matMul(attention, project('v_proj')), [regions, 256]), 'c_proj');
}

/** Gradients of Σ embedding · dy in the weights of V_b, in the layout of the file, from the cpu backend. */
async function plainWeightGradients(res4: tf.Tensor4D, dy: tf.Tensor2D): Promise<Map<string, Float32Array>> {
  const backend = tf.getBackend();
  await tf.setBackend('cpu');
  const names = [...weights.tensors.keys()].filter(
    (name) => /^layer4.*(conv\d|downsample.0).weight|^attnpool/.test(name) && name !== 'attnpool.k_proj.bias',
  );
  const gradients = tf.grads((...tensors: tf.Tensor[]) => {
    const given = new Map(names.map((name, at) => [name, tensors[at] as tf.Tensor]));
    return tf.sum(
      tf.mul(
        plainImageEmbedding(res4, (name) => given.get(name) ?? stored(name)),
        dy,
      ),
    );
  })(names.map(stored));
  const result = new Map<string, Float32Array>();
  for (const [at, name] of names.entries())
    result.set(name, Float32Array.from((await gradients[at]?.data()) as Float32Array));
  await tf.setBackend(backend);
  return result;
}

test("goldens are read in torch's order", async () => {
  const one = fromTorch({ shape: [1, 2, 1, 2], data: Float32Array.of(1, 2, 3, 4) });
  expect([...(await one.data())]).toEqual([1, 3, 2, 4]);
});
