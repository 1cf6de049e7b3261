import { describe, expect, it } from 'vitest';
import { byteSourceOf } from '../byte-source';
import { concatBytes } from '../bytes';
import { PickleObject, type PickleValue } from './pickle-values';
import { floats, pickleOf, tensorValue, torchZip } from './testing-torch';
import { openTorchFile } from './torch-file';

async function opened(root: PickleValue, storages: Readonly<Record<string, Uint8Array>>) {
  return openTorchFile(byteSourceOf(torchZip({ pickle: pickleOf(root), storages, byteorder: 'little' })));
}

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

describe('openTorchFile', () => {
  it.each([
    ['DoubleStorage', Float64Array.of(0.1, -2), Float64Array.of(0.1, -2)],
    ['FloatStorage', Float32Array.of(0.5, -2), Float32Array.of(0.5, -2)],
    ['HalfStorage', Uint16Array.of(0x3800, 0xc000), Float32Array.of(0.5, -2)],
    ['BFloat16Storage', Uint16Array.of(0x3f00, 0xc000), Float32Array.of(0.5, -2)],
    ['LongStorage', BigInt64Array.of(5n, -(2n ** 60n)), BigInt64Array.of(5n, -(2n ** 60n))],
    ['IntStorage', Int32Array.of(5, -7), Int32Array.of(5, -7)],
    ['ShortStorage', Int16Array.of(5, -7), Int16Array.of(5, -7)],
    ['CharStorage', Int8Array.of(5, -7), Int8Array.of(5, -7)],
    ['ByteStorage', Uint8Array.of(5, 255), Uint8Array.of(5, 255)],
    ['BoolStorage', Uint8Array.of(1, 0), Uint8Array.of(1, 0)],
  ])('reads %s', async (type, stored, expected) => {
    const { tensors } = await opened(new Map([['a', tensorValue('0', 2, [2], { type })]]), { 0: bytesOf(stored) });
    const tensor = tensors.get('a')!;
    expect(await tensor.read()).toEqual(expected);
    expect(await tensor.readFloat32()).toEqual(Float32Array.from(expected as ArrayLike<number | bigint>, Number));
  });

  it('reads views of one storage: transposed, a part, a column, repeated, of nothing, of one number', async () => {
    const storage = floats(0, 1, 2, 3, 4, 5);
    const view = (shape: readonly number[], strides: readonly number[], offset = 0) =>
      tensorValue('7', 6, shape, { strides, offset });
    const { tensors } = await opened(
      new Map([
        ['whole', view([2, 3], [3, 1])],
        ['transposed', view([3, 2], [1, 3])],
        ['part', view([2, 2], [3, 1], 1)],
        ['column', view([2], [3], 2)],
        ['repeated', view([2, 3], [0, 0], 4)],
        ['empty', view([0, 3], [3, 1])],
        ['scalar', view([], [], 5)],
        ['channels last', view([1, 2, 3, 1], [1, 1, 2, 9])],
      ]),
      { 7: storage },
    );
    const read = async (name: string) => [...(await tensors.get(name)!.readFloat32())];
    expect(await read('whole')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await read('transposed')).toEqual([0, 3, 1, 4, 2, 5]);
    expect(await read('part')).toEqual([1, 2, 4, 5]);
    expect(await read('column')).toEqual([2, 5]);
    expect(await read('repeated')).toEqual([4, 4, 4, 4, 4, 4]);
    expect(await read('empty')).toEqual([]);
    expect(await read('scalar')).toEqual([5]);
    expect(await read('channels last')).toEqual([0, 2, 4, 1, 3, 5]);
  });

  it('finds the weights beside what a trainer keeps, and names them by their path', async () => {
    const tensor = tensorValue('0', 1, [1]);
    const parameter = new PickleObject('torch._utils._rebuild_parameter', [tensor, true, new Map()]);
    const module = new PickleObject('__torch__.torch.nn.modules.Linear', []);
    module.state = new Map<string, PickleValue>([
      ['weight', tensor],
      ['training', false],
    ]);
    const model = new Map<string, PickleValue>([
      ['flat.name', tensor],
      ['nested', new Map([['p', parameter]])],
      ['l', module],
    ]);
    const optimiser = new Map([['state', new Map([[0, tensorValue('gone', 9, [9])]])]]);
    const state = { 0: floats(3) };
    for (const root of [
      new Map<string, PickleValue>([
        ['model', model],
        ['optimizer', optimiser],
        ['iteration', 7],
      ]),
      new Map<string, PickleValue>([
        ['state_dict', model],
        ['epoch', 1],
      ]),
      model,
    ]) {
      const file = await opened(root, state);
      expect([...file.tensors.keys()]).toEqual(['flat.name', 'nested.p', 'l.weight']);
      expect(await file.tensors.get('nested.p')!.readFloat32()).toEqual(Float32Array.of(3));
    }
  });

  it('reads a zip of 8 GB, whose sizes and places need 64 bits, and of it only what is asked for', async () => {
    const { file, size } = zip64();
    let read = 0;
    const { tensors } = await openTorchFile({
      size,
      read: (start, end) => {
        read += end - start;
        return Promise.resolve(file(start, end));
      },
    });
    expect(await tensors.get('last')!.readFloat32()).toEqual(Float32Array.of(1, 2));
    expect(tensors.get('big')!.shape).toEqual([2 ** 31]);
    expect(read).toBeLessThan(100_000);
  });
});

/** A zip with a storage of 8 GB before its last: pieces at their places, zeros between. */
function zip64(): { readonly size: number; readonly file: (start: number, end: number) => Uint8Array } {
  const pickle = pickleOf(
    new Map([
      ['big', tensorValue('0', 2 ** 31, [2 ** 31])],
      ['last', tensorValue('1', 2, [2])],
    ]),
  );
  const bigBytes = 2 ** 33;
  const entries = [
    { path: 'archive/data.pkl', bytes: pickle, size: pickle.length },
    { path: 'archive/data/0', bytes: new Uint8Array(0), size: bigBytes },
    { path: 'archive/data/1', bytes: floats(1, 2), size: 8 },
  ];
  const pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const { path, bytes, size } of entries) {
    const name = new TextEncoder().encode(path);
    const local = record(30, [
      [0, 4, 0x04034b50],
      [26, 2, name.length],
    ]);
    pieces.push({ at, bytes: concatBytes([local, name, bytes]) });
    // Every place and size stands in the extra field, as a writer may do it.
    const central = record(46 + name.length + 28, [
      [0, 4, 0x02014b50],
      [20, 4, 0xffffffff],
      [24, 4, 0xffffffff],
      [28, 2, name.length],
      [30, 2, 28],
      [42, 4, 0xffffffff],
      [46 + name.length, 2, 1],
      [48 + name.length, 2, 24],
      [50 + name.length, 8, size],
      [58 + name.length, 8, size],
      [66 + name.length, 8, at],
    ]);
    central.set(name, 46);
    list.push(central);
    at += 30 + name.length + size;
  }
  const listBytes = concatBytes(list);
  const end64 = record(56, [
    [0, 4, 0x06064b50],
    [32, 8, 3],
    [40, 8, listBytes.length],
    [48, 8, at],
  ]);
  const locator = record(20, [
    [0, 4, 0x07064b50],
    [8, 8, at + listBytes.length],
  ]);
  const end = record(22, [
    [0, 4, 0x06054b50],
    [10, 2, 0xffff],
    [16, 4, 0xffffffff],
  ]);
  pieces.push({ at, bytes: concatBytes([listBytes, end64, locator, end]) });
  const size = at + listBytes.length + 98;
  const file = (start: number, stop: number): Uint8Array => {
    const part = new Uint8Array(stop - start);
    for (const piece of pieces) {
      const from = Math.max(start, piece.at);
      const to = Math.min(stop, piece.at + piece.bytes.length);
      if (from < to) part.set(piece.bytes.subarray(from - piece.at, to - piece.at), from - start);
    }
    return part;
  };
  return { size, file };
}

type Field = readonly [at: number, bytes: 2 | 4 | 8, value: number];

function record(length: number, fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  for (const [at, size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else if (size === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
  }
  return bytes;
}
