import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { activateBackend } from './backend';
import { nodeWasmPaths } from './testing';
import { guardWasmHeap, type WasmHeap } from './wasm-heap';

const mebibyte = 2 ** 20;

describe('the heap of the real module', () => {
  const onBroken = vi.fn<(reason: string) => void>();
  let unguarded: WasmHeap;

  beforeAll(async () => {
    await activateBackend('wasm', { wasmPaths: nodeWasmPaths });
    const { wasm } = tf.backend() as unknown as { readonly wasm: WasmHeap };
    unguarded = { _malloc: wasm._malloc, _free: wasm._free };
    guardWasmHeap(wasm, onBroken, 9 * mebibyte);
  });

  afterAll(() => {
    Object.assign((tf.backend() as unknown as { wasm: WasmHeap }).wasm, unguarded);
  });

  test('what exceeds the limit is refused, and the rest goes on', async () => {
    const before = tf.memory().numTensors;
    const kept = tf.ones([mebibyte]); // 4 MiB
    expect(() => tf.tidy(() => tf.mul(tf.add(kept, 1), 2))).toThrow(
      'out of memory: 4 MiB more than the 8 MiB of tensors in use exceed the 9 MiB that wasm can hold',
    );
    expect(tf.memory().numTensors).toBe(before + 1);
    const doubled = tf.add(kept, kept);
    expect((await doubled.data())[7]).toBe(2);
    tf.dispose([kept, doubled]);
    const again = tf.ones([mebibyte + mebibyte / 2]);
    expect((await again.data()).at(-1)).toBe(1);
    again.dispose();
    expect(onBroken).not.toHaveBeenCalled();
  });
});

test('a heap that traps is given up: nothing waits for it any more', () => {
  const freed: number[] = [];
  let calls = 0;
  const heap: WasmHeap = {
    _malloc: () => {
      calls++;
      if (calls === 3) throw new WebAssembly.RuntimeError('memory access out of bounds');
      return calls * 16;
    },
    _free: (address) => void freed.push(address),
  };
  const onBroken = vi.fn<(reason: string) => void>();
  guardWasmHeap(heap, onBroken);
  const address = heap._malloc(100);
  expect(() => heap._malloc(200)).toThrow(/out of memory: the wasm heap broke .*memory access out of bounds/u);
  expect(() => heap._malloc(8)).toThrow('out of memory');
  heap._free(address);
  expect(calls).toBe(3);
  expect(freed).toEqual([16]);
  expect(onBroken).toHaveBeenCalledTimes(1);
});

test('addresses above 2 GiB come as negative numbers', () => {
  const addresses = [16, -1_000_000, -1_000_000];
  const heap: WasmHeap = { _malloc: () => addresses.shift()!, _free: () => undefined };
  guardWasmHeap(heap, () => undefined, 100);
  const address = heap._malloc(60);
  expect(() => heap._malloc(60)).toThrow('out of memory');
  heap._free(address >>> 0);
  expect(heap._malloc(60)).toBe(-1_000_000);
});
