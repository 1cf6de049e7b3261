import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { activateBackend } from '../../tensor/backend';
import { useProducts } from '../../tensor/kernels/products/products';
import { tileNames } from '../../tensor/kernels/tiled-product/tiles';
import { describeOnBackends } from '../../tensor/testing';
import { towerChecks } from './checks/check-towers';
import type { KernelCheck } from './kernel-check';
import { kernelChecks } from './kernel-checks';
import { runKernelCheck } from './run-kernel-check';

const small = kernelChecks('small');
const towers = towerChecks('small').map(({ name }) => name);

/** Kernels that tfjs does not know. */
function ownKernels(): readonly string[] {
  const stock = new Set<unknown>(Object.values(tf).filter((value) => typeof value === 'string'));
  return tf
    .getKernelsForBackend('webgpu')
    .map(({ kernelName }) => kernelName)
    .filter((name) => !stock.has(name));
}

test('every kernel of ours that runs on a GPU is in some check', async () => {
  await activateBackend('cpu');
  const ran = new Set<string>();
  const engine = tf.engine();
  const original = engine.runKernel.bind(engine);
  engine.runKernel = ((name: string, ...rest: [tf.NamedTensorMap, tf.NamedAttrMap?]) => {
    ran.add(name);
    return original(name, ...rest);
  }) as typeof engine.runKernel;
  try {
    for (const { compute } of small) tf.dispose(tf.tidy(() => [...compute()]));
  } finally {
    engine.runKernel = original;
  }
  expect(ownKernels()).toContain('RoiAlignGrad');
  expect(ownKernels().filter((name) => !ran.has(name))).toEqual([]);
});

test('every tile is in some check of a GPU', () => {
  const names = kernelChecks('full').map(({ name }) => name);
  expect(tileNames.filter((tile) => !names.some((name) => name.startsWith(`${tile}: `)))).toEqual([]);
});

test('names tell checks apart', () => {
  const names = kernelChecks('full').map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('a wrong result, a lost tensor and an exception are told', async () => {
  await activateBackend('cpu');
  const tolerance = { relative: 0, ofLargest: 1e-3 };
  const alone = <T>(work: () => Promise<T>) => work();
  let calls = 0;
  const wrong = { name: 'wrong', tolerance, compute: () => [tf.tensor1d([1, ++calls])] };
  expect(await runKernelCheck(wrong, alone)).toMatchObject({ error: null, difference: 1, values: 2 });
  const leak = { name: 'leak', tolerance, compute: () => [tf.keep(tf.ones([1])), tf.ones([2])].slice(1) };
  expect((await runKernelCheck(leak, alone)).error).toContain('2 tensors were left behind');
  const broken = {
    name: 'broken',
    tolerance,
    compute: () => {
      throw new Error('no such thing');
    },
  };
  expect(await runKernelCheck(broken, alone)).toMatchObject({ error: 'no such thing', worst: null });
});

await describeOnBackends(['wasm', 'webgpu'], 'kernel checks', (backend) => {
  // Whole towers take a software GPU a minute: there `npm run test:gpu -- --node` is for them.
  const checks = backend === 'webgpu' ? small.filter(({ name }) => !towers.includes(name)) : small;
  for (const check of checks) {
    test(`within tolerance: ${check.name}`, () => expectWithinTolerance(check));
    if (backend === 'webgpu') {
      test(`within tolerance by direct products: ${check.name}`, async () => {
        useProducts('direct');
        try {
          await expectWithinTolerance(check);
        } finally {
          useProducts('stock');
        }
      });
    }
  }
});

async function expectWithinTolerance(check: KernelCheck): Promise<void> {
  const { worst, error } = await runKernelCheck(check, (work) => work());
  expect(error).toBeNull();
  expect(worst).toBeLessThanOrEqual(1);
}
