import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, test } from 'vitest';
import { activateBackend } from './backend';
import { nodeGpu, nodeWasmPaths } from './testing';

/** A GPU whose adapter says what the test wants and opens no device. */
function fakeGpu(info: Partial<GPUAdapterInfo> | null): GPU {
  const adapter = info && {
    info: { vendor: '', architecture: '', device: '', description: '', ...info },
    features: new Set(),
    limits: {},
    requestDevice: () => Promise.reject(new Error('no device in this test')),
  };
  return { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
}

const hardware = { vendor: 'nvidia', architecture: 'hopper', description: 'H200' };
const wasmPaths = nodeWasmPaths;

describe('the automatic choice', () => {
  test('without WebGPU it is wasm, and says why', async () => {
    const status = await activateBackend('auto', { wasmPaths, gpu: fakeGpu(null) });
    expect(status).toMatchObject({ name: 'wasm', adapter: null, software: true, threads: 1 });
    expect(status.reason).toContain('found no GPU');
    expect(status.choices.map(({ name, available }) => [name, available])).toEqual([
      ['webgpu', false],
      ['wasm', true],
      ['cpu', true],
    ]);
    expect(tf.getBackend()).toBe('wasm');
  });

  test.each([
    { description: 'SwiftShader Device (LLVM 10.0.0)' },
    { vendor: 'google', architecture: 'swiftshader' },
    { vendor: 'mesa', description: 'llvmpipe (LLVM 15)' },
    { vendor: 'acme', isFallbackAdapter: true },
  ])('with a software adapter it is wasm: %o', async (info) => {
    const status = await activateBackend('auto', { wasmPaths, gpu: fakeGpu(info) });
    expect(status.name).toBe('wasm');
    expect(status.reason).toContain('computes on the CPU');
    expect(status.choices[0]).toMatchObject({ name: 'webgpu', available: true });
  });

  test('it falls back to wasm when the GPU refuses its device', async () => {
    const status = await activateBackend('auto', { wasmPaths, gpu: fakeGpu(hardware) });
    expect(status).toMatchObject({ name: 'wasm', adapter: 'nvidia hopper H200' });
    expect(status.reason).toContain('no device in this test');
  });

  test('it survives an adapter request that throws', async () => {
    const gpu = { requestAdapter: () => Promise.reject(new Error('driver crashed')) } as unknown as GPU;
    const status = await activateBackend('auto', { wasmPaths, gpu });
    expect(status.choices[0]).toMatchObject({ available: false });
    expect(status.choices[0]?.reason).toContain('driver crashed');
  });
});

describe('the explicit choice', () => {
  test('cpu runs when asked for', async () => {
    const status = await activateBackend('cpu', { gpu: fakeGpu(null) });
    expect(status).toMatchObject({ name: 'cpu', software: true, threads: 1 });
    expect(status.reason).toMatch(/^Chosen by the user/);
    expect(tf.getBackend()).toBe('cpu');
  });

  test('webgpu without an adapter is refused with the reason', async () => {
    await expect(activateBackend('webgpu', { gpu: fakeGpu(null) })).rejects.toThrow('found no GPU');
  });

  test('webgpu that cannot open a device does not fall back', async () => {
    await expect(activateBackend('webgpu', { gpu: fakeGpu(hardware) })).rejects.toThrow('no device in this test');
  });
});

const gpu = await nodeGpu();
if (typeof gpu === 'string') process.stderr.write(`webgpu backend: skipped, ${gpu}\n`);

describe.skipIf(typeof gpu === 'string')('webgpu', () => {
  const found = gpu as GPU;
  afterEach(() => activateBackend('cpu'));

  test('runs on a software adapter when asked for, and again after it was replaced', async () => {
    const lost: string[] = [];
    for (let round = 0; round < 2; round++) {
      const status = await activateBackend('webgpu', { gpu: found, onDeviceLost: (reason) => lost.push(reason) });
      expect(status).toMatchObject({ name: 'webgpu', software: true });
      const three = tf.tidy(() => tf.add(tf.scalar(1), tf.scalar(2)));
      expect((await three.data())[0]).toBe(3);
      three.dispose();
    }
    expect(lost).toEqual([]);
  });

  test('tells of a lost device', async () => {
    const lost = new Promise<string>((resolve) => {
      void activateBackend('webgpu', { gpu: found, onDeviceLost: resolve }).then(() => {
        (tf.backend() as unknown as { device: GPUDevice }).device.destroy();
      });
    });
    expect(await lost).toContain('destroyed');
  });

  test('tells of GPU errors, which tfjs swallows', async () => {
    const error = new Promise<string>((resolve) => {
      void activateBackend('webgpu', { gpu: found, onGpuError: resolve }).then(() => {
        (tf.backend() as unknown as { device: GPUDevice }).device.createShaderModule({ code: 'fn broken(' });
      });
    });
    expect(await error).toContain('WGSL');
  });
});
