import { CodedError } from '../../errors/coded-error';
import { type FormatError, isFormatError } from '../../errors/areas';
import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSafetensors, writeSafetensors, type WritableTensor } from './safetensors';

/** A file with any header, right or wrong. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const f32 = (shape: unknown, from: unknown, to: unknown, dtype: unknown = 'F32') => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

describe('openSafetensors', () => {
  it('reads every element type', async () => {
    const tensors: WritableTensor[] = [
      { name: 'f32', dtype: 'F32', shape: [2], data: Float32Array.of(0.1, -2) },
      { name: 'f16', dtype: 'F16', shape: [1, 3], data: Float32Array.of(0.5, 65504, 0.333251953125) },
      { name: 'bf16', dtype: 'BF16', shape: [1], data: Float32Array.of(1.5) },
      { name: 'i32', dtype: 'I32', shape: [], data: Int32Array.of(-7) },
      { name: 'i64', dtype: 'I64', shape: [1], data: BigInt64Array.of(-(2n ** 62n)) },
      { name: 'u8', dtype: 'U8', shape: [3], data: Uint8Array.of(1, 2, 255) },
      { name: 'empty', dtype: 'F32', shape: [0, 4], data: new Float32Array(0) },
    ];
    const file = await openSafetensors(writeSafetensors(tensors, { prompts: '["rain"]' }));
    expect(file.metadata).toEqual(new Map([['prompts', '["rain"]']]));
    for (const { name, shape, data } of tensors) {
      const tensor = file.get(name);
      expect(tensor.shape).toEqual(shape);
      expect(await tensor.read()).toEqual(data);
    }
    expect(await file.get('u8').readFloat32()).toEqual(Float32Array.of(1, 2, 255));
  });

  it("reads from Node's Buffer, whose slices are views", async () => {
    const bytes = writeSafetensors([{ name: 'a', dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }]);
    const file = await openSafetensors(Buffer.from(Buffer.concat([Buffer.of(0), bytes]).subarray(1)));
    expect(await file.get('a').read()).toEqual(Float32Array.of(1, 2));
  });

  it('reads only what is asked for', async () => {
    const bytes = writeSafetensors([
      { name: 'a', dtype: 'F32', shape: [1000], data: new Float32Array(1000) },
      { name: 'b', dtype: 'U8', shape: [1], data: Uint8Array.of(9) },
    ]);
    let read = 0;
    const source = {
      size: bytes.length,
      read: (start: number, end: number) => {
        read += end - start;
        return Promise.resolve(bytes.subarray(start, end));
      },
    };
    const file = await openSafetensors(source);
    expect(await file.get('b').read()).toEqual(Uint8Array.of(9));
    expect(read).toBe(bytes.length - 4000);
  });

  it.each<[string, Uint8Array, string, string]>([
    ['nothing', new Uint8Array(0), 'truncated', 'at least 8 bytes'],
    ['a zip', Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0, 0]), 'too-large', 'the header claims'],
    ['a cut header', fileOf({ a: f32([1], 0, 4) }, 0).subarray(0, 20), 'truncated', 'the header needs'],
    ['no JSON', fileOf('{"a":', 0), 'invalid-header', 'not JSON'],
    ['a list', fileOf([], 0), 'invalid-header', 'not a JSON object'],
    ['metadata with a number', fileOf({ __metadata__: { a: 1 } }, 0), 'invalid-header', '__metadata__'],
    ['a cut tensor', fileOf({ a: f32([2], 0, 8) }, 4), 'truncated', 'tensor "a" ends at byte'],
    ['an unknown type', fileOf({ a: f32([1], 0, 1, 'F8_E4M3') }, 1), 'unsupported-type', 'tensor "a" has type F8_E4M3'],
    ['a type from the prototype', fileOf({ a: f32([1], 0, 1, 'toString') }, 1), 'unsupported-type', 'toString'],
    ['a wrong length', fileOf({ a: f32([3], 0, 8) }, 8), 'invalid-tensor', 'has 8 bytes, but F32 [3] needs 12'],
    ['a negative size', fileOf({ a: f32([-1, -1], 0, 4) }, 4), 'invalid-tensor', 'shape [-1,-1]'],
    ['a huge shape', fileOf({ a: f32([2 ** 40, 2 ** 40], 0, 4) }, 4), 'invalid-tensor', 'has shape'],
    ['a fractional offset', fileOf({ a: f32([1], 0.5, 4.5) }, 8), 'invalid-tensor', 'has offsets [0.5,4.5]'],
    ['swapped offsets', fileOf({ a: f32([1], 4, 0) }, 8), 'invalid-tensor', 'has offsets [4,0]'],
    [
      'overlapping tensors',
      fileOf({ b: f32([2], 4, 12), a: f32([2], 0, 8) }, 12),
      'invalid-tensor',
      '"a" and "b" overlap',
    ],
    ['no object', fileOf({ a: 5 }, 0), 'invalid-tensor', 'not described by an object'],
  ])('refuses %s', async (_, bytes, code, message) => {
    const error = await openSafetensors(bytes).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) });
    expect((error as FormatError).hint).not.toBe('');
  });

  it('never fails with anything but a FormatError, wherever a file is cut or changed', async () => {
    const good = writeSafetensors([{ name: 'a', dtype: 'F32', shape: [2, 2], data: Float32Array.of(1, 2, 3, 4) }], {
      k: 'v',
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length), fc.nat(good.length - 1), fc.nat(255), async (length, at, byte) => {
        const bad = good.slice(0, length);
        if (at < length) bad[at] = byte;
        const error = await openSafetensors(bad).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error === undefined || isFormatError(error)).toBe(true);
      }),
    );
  });

  it('says which tensor is missing', async () => {
    const file = await openSafetensors(writeSafetensors([]));
    expect(() => file.get('visual.conv1.weight')).toThrow('the file has no tensor "visual.conv1.weight"');
  });
});

describe('writeSafetensors', () => {
  it('restores what it wrote, aligned, whatever the order', async () => {
    const tensor = fc.record({
      name: fc.string().filter((name) => name !== '__metadata__'),
      data: fc.array(fc.float(), { maxLength: 9 }).map((values) => Float32Array.from(values)),
    });
    const list = fc.uniqueArray(tensor, { selector: ({ name }) => name, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(list, fc.dictionary(fc.string(), fc.string()), async (items, metadata) => {
        const tensors = items.map(({ name, data }) => ({ name, data, dtype: 'F32' as const, shape: [data.length] }));
        const bytes = writeSafetensors(tensors, metadata);
        expect(writeSafetensors([...tensors].reverse(), metadata)).toEqual(bytes);
        const file = await openSafetensors(bytes);
        expect(file.metadata).toEqual(new Map(Object.entries(metadata)));
        expect(file.tensors.size).toBe(items.length);
        for (const { name, data } of items) {
          expect(file.get(name).start % 4).toBe(0);
          expect(await file.get(name).read()).toEqual(data);
        }
      }),
    );
  });

  it('refuses data that does not fit', () => {
    const data = Float32Array.of(1);
    expect(() => writeSafetensors([{ name: 'a', dtype: 'F32', shape: [2], data }])).toThrow(
      'tensor "a" has 1 elements',
    );
    expect(() => writeSafetensors([{ name: 'a', dtype: 'I32', shape: [1], data }])).toThrow(
      'a Float32Array cannot be stored as I32',
    );
    const twice = { name: 'a', dtype: 'F32' as const, shape: [1], data };
    expect(() => writeSafetensors([twice, twice])).toThrow(RangeError);
  });
});

const tinyCheckpoint = new URL('../../../models/tiny/single/open_clip_model.safetensors', import.meta.url);

it.skipIf(!existsSync(tinyCheckpoint))('reads a checkpoint that the Python library wrote', async () => {
  const file = await openSafetensors(readFileSync(tinyCheckpoint));
  const weight = file.get('visual.layer1.0.conv1.weight');
  expect(weight.shape.slice(2)).toEqual([1, 1]);
  expect((await weight.readFloat32()).every(Number.isFinite)).toBe(true);
});
