import { isFormatError } from '../../errors/areas';
import { CodedError } from '../../errors/coded-error';
import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseOnnx } from './onnx';
import { floatAttribute, intAttribute, intsAttribute } from './onnx-attributes';
import { parseOnnxTensor } from './onnx-tensor';

function varint(value: bigint | number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return [...bytes, Number(rest)];
}

const number = (field: number, value: bigint | number) => [...varint(field * 8), ...varint(value)];
const float = (field: number, value: number) => [...varint(field * 8 + 5), ...littleEndian(Float32Array.of(value))];
const bytes = (field: number, payload: readonly number[]) => [
  ...varint(field * 8 + 2),
  ...varint(payload.length),
  ...payload,
];
const text = (field: number, value: string) => bytes(field, [...new TextEncoder().encode(value)]);
const littleEndian = (array: ArrayBufferView) => [...new Uint8Array(array.buffer, array.byteOffset, array.byteLength)];
const tensorOf = (...fields: number[][]) => parseOnnxTensor(Uint8Array.from(fields.flat()));

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('parseOnnxTensor', () => {
  it.each<[string, number[], string, readonly number[], unknown]>([
    [
      'raw float32',
      [...number(1, 2), ...number(2, 1), ...bytes(9, littleEndian(Float32Array.of(1, 2)))],
      'F32',
      [2],
      Float32Array.of(1, 2),
    ],
    [
      'packed float_data',
      [...bytes(1, [1, 2]), ...number(2, 1), ...bytes(4, littleEndian(Float32Array.of(3, 4)))],
      'F32',
      [1, 2],
      Float32Array.of(3, 4),
    ],
    [
      'single float_data',
      [...number(1, 2), ...number(2, 1), ...float(4, 3), ...float(4, 4)],
      'F32',
      [2],
      Float32Array.of(3, 4),
    ],
    ['raw float16', [...number(1, 1), ...number(2, 10), ...bytes(9, [0, 0x3c])], 'F16', [1], Float32Array.of(1)],
    [
      'float16 in int32_data',
      [...number(1, 1), ...number(2, 10), ...number(5, 0xbc00)],
      'F16',
      [1],
      Float32Array.of(-1),
    ],
    ['raw bfloat16', [...number(1, 1), ...number(2, 16), ...bytes(9, [0x80, 0x3f])], 'BF16', [1], Float32Array.of(1)],
    ['int64_data', [...number(1, 1), ...number(2, 7), ...bytes(7, varint(-1))], 'I64', [1], BigInt64Array.of(-1n)],
    ['int32_data', [...number(1, 1), ...number(2, 6), ...number(5, -5)], 'I32', [1], Int32Array.of(-5)],
    ['bool', [...number(1, 1), ...number(2, 9), ...number(5, 1)], 'BOOL', [1], Uint8Array.of(1)],
    ['float64', [...number(2, 11), ...bytes(10, littleEndian(Float64Array.of(0.5)))], 'F64', [], Float32Array.of(0.5)],
    ['nothing', [...number(1, 0), ...number(2, 1)], 'F32', [0], new Float32Array(0)],
  ])('reads %s', (_, message, elementType, shape, data) => {
    const tensor = tensorOf(message, text(8, 'w'));
    expect(tensor).toMatchObject({ name: 'w', elementType, shape });
    expect(tensor.read()).toEqual(data);
  });

  it.each<[string, number[], string, string]>([
    ['external data', [...number(2, 1), ...number(14, 1)], 'external-data', 'tensor "w" is kept in another file'],
    ['an external location', [...number(2, 1), ...bytes(13, text(1, 'location'))], 'external-data', 'another file'],
    ['int8', [...number(2, 3)], 'unsupported-type', 'ONNX element type 3'],
    [
      'too little data',
      [...number(1, 2), ...number(2, 1), ...bytes(9, [0, 0, 0, 0])],
      'invalid-tensor',
      'has 4 bytes, but F32 [2] needs 8',
    ],
    ['no data', [...number(1, 2 ** 40), ...number(2, 1)], 'invalid-tensor', 'has 0 bytes'],
    ['a negative size', [...number(1, -1), ...number(2, 1)], 'invalid-tensor', 'shape [-1]'],
    ['a cut payload', [...number(2, 1), 9 * 8 + 2, 100, 0], 'truncated', 'a field of 100 bytes has only 1 left'],
    ['a cut number', [8, 0x80], 'truncated', 'inside a number'],
    ['an endless number', [8, ...Array.from({ length: 11 }, () => 0x80)], 'invalid-data', 'longer than 10 bytes'],
    ['a group', [9 * 8 + 3], 'invalid-data', 'wire type 3'],
    ['field 0', [0, 0], 'invalid-data', 'number 0'],
    ['a number where bytes belong', number(9, 1), 'invalid-data', 'unexpected wire type varint'],
  ])('refuses %s', (_, message, code, expected) => {
    const error = thrownBy(() => tensorOf(text(8, 'w'), message));
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(expected) });
  });
});

describe('parseOnnx', () => {
  const attributes = [
    bytes(5, [...text(1, 'epsilon'), ...float(2, 0.5), ...number(20, 1)]),
    bytes(5, [...text(1, 'axis'), ...number(3, -1), ...number(20, 2)]),
    bytes(5, [...text(1, 'pads'), ...bytes(8, [1, 1]), ...number(20, 7)]),
    bytes(5, [...text(1, 'mode'), ...text(4, 'linear'), ...number(20, 3)]),
    bytes(5, [...text(1, 'then_branch'), ...bytes(6, [1, 2, 3]), ...number(20, 5)]),
    bytes(5, [...text(1, 'keepdims'), ...number(20, 2)]),
  ].flat();
  const node = [
    ...text(1, 'x'),
    ...text(1, ''),
    ...text(1, 'w'),
    ...text(2, 'y'),
    ...text(3, 'n'),
    ...text(4, 'Conv'),
    ...attributes,
  ];
  const weight = [...number(1, 1), ...number(2, 1), ...text(8, 'w'), ...bytes(9, littleEndian(Float32Array.of(7)))];
  const dimensions = [...bytes(1, text(2, 'batch')), ...bytes(1, number(1, 77)), ...bytes(1, [])];
  const value = (name: string) => [...text(1, name), ...bytes(2, bytes(1, [...number(1, 6), ...bytes(2, dimensions)]))];
  const graph = [
    ...bytes(1, node),
    ...text(2, 'main'),
    ...bytes(5, weight),
    ...bytes(11, value('x')),
    ...bytes(11, value('w')),
    ...bytes(12, value('y')),
  ];
  const file = Uint8Array.from([
    ...number(1, 8),
    ...text(2, 'pytorch'),
    ...bytes(7, graph),
    ...bytes(8, [...text(1, ''), ...number(2, 17)]),
  ]);

  it('reads the graph', () => {
    const model = parseOnnx(file);
    expect(model).toMatchObject({ irVersion: 8, producer: 'pytorch', opsets: new Map([['', 17]]) });
    expect(model.graph.initializers.get('w')!.read()).toEqual(Float32Array.of(7));
    expect(model.graph.inputs).toEqual([{ name: 'x', elementType: 'I32', shape: ['batch', 77, null] }]);
    expect(model.graph.outputs.map(({ name }) => name)).toEqual(['y']);
    const conv = model.graph.nodes[0]!;
    expect(conv).toMatchObject({ name: 'n', opType: 'Conv', domain: '', inputs: ['x', '', 'w'], outputs: ['y'] });
    expect(floatAttribute(conv, 'epsilon', 1e-5)).toBe(0.5);
    expect(intAttribute(conv, 'axis', 0)).toBe(-1);
    expect(intAttribute(conv, 'keepdims', 1)).toBe(0);
    expect(intAttribute(conv, 'group', 1)).toBe(1);
    expect(intsAttribute(conv, 'pads', [])).toEqual([1, 1]);
    expect(conv.attributes.get('mode')).toEqual({ kind: 'string', value: 'linear' });
    expect(conv.attributes.get('then_branch')).toEqual({ kind: 'other' });
  });

  it("reads from Node's Buffer, whose slices are views", () => {
    expect(parseOnnx(Buffer.from(file)).graph.initializers.get('w')!.read()).toEqual(Float32Array.of(7));
  });

  it('refuses what is no model', () => {
    expect(() => parseOnnx(new Uint8Array(0))).toThrow('the file is empty');
    expect(() => parseOnnx(new TextEncoder().encode('PK\x03\x04 not a model'))).toThrow(CodedError);
  });

  it('never fails with anything but a FormatError, wherever a file is cut or changed', () => {
    fc.assert(
      fc.property(fc.nat(file.length), fc.nat(file.length - 1), fc.nat(255), (length, at, byte) => {
        const bad = file.slice(0, length);
        if (at < length) bad[at] = byte;
        const error = thrownBy(() => {
          for (const tensor of parseOnnx(bad).graph.initializers.values()) tensor.readFloat32();
        });
        expect(error === undefined || isFormatError(error)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

const tiny = new URL('../../../models/tiny/', import.meta.url);
const load = (path: string) => parseOnnx(readFileSync(new URL(path, tiny)));

describe.skipIf(!existsSync(new URL('visual/model.onnx', tiny)))('the tiny CLIP', () => {
  it('has an unfolded visual tower', () => {
    const { graph, producer, opsets } = load('visual/model.onnx');
    expect([producer, opsets.get('')]).toEqual(['pytorch', 17]);
    expect(graph.inputs).toEqual([{ name: 'image', elementType: 'F32', shape: ['batch_size', 3, 64, 64] }]);
    expect(graph.outputs[0]).toMatchObject({ name: 'image_embedding', elementType: 'F32' });
    expect(graph.nodes.filter(({ opType }) => opType === 'BatchNormalization')).toHaveLength(22);
    const conv = graph.nodes.find(({ opType }) => opType === 'Conv')!;
    expect(conv.inputs).toEqual(['image', 'visual.conv1.weight']);
    expect(intsAttribute(conv, 'strides', [])).toEqual([2, 2]);
    const weight = graph.initializers.get('visual.conv1.weight')!;
    expect(weight.shape).toEqual([4, 3, 3, 3]);
    expect(weight.readFloat32().every(Number.isFinite)).toBe(true);
    const constant = graph.nodes.find(({ opType }) => opType === 'Constant')!.attributes.get('value');
    expect(constant).toMatchObject({ kind: 'tensor', value: { elementType: 'I64' } });
  });

  it('has a text tower with free batch and length', () => {
    expect(load('textual/model.onnx').graph.inputs).toEqual([
      { name: 'text', elementType: 'I32', shape: ['batch_size', 'length'] },
    ]);
  });

  it('is refused wherever its file is cut', () => {
    const whole = readFileSync(new URL('visual/model.onnx', tiny));
    for (const share of [0.01, 0.3, 0.999]) {
      expect(() => parseOnnx(whole.subarray(0, Math.floor(whole.length * share)))).toThrow(CodedError);
    }
  });
});
