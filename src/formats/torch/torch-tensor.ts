/** Tensors as torch's pickles describe them (torch/_utils.py, torch/_tensor.py `__reduce_ex__`). */
import { CodedError } from '../../errors/coded-error';
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue } from './pickle-values';
import {
  decodeTensorData,
  dtypeBytes,
  elementCount,
  toFloat32,
  type TensorData,
  type TensorDtype,
} from '../tensor-data';

/** A tensor that is read when asked for. */
export interface TorchTensor {
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  /** Elements of the storage between neighbours along each axis. */
  readonly strides: readonly number[];
  /** Its elements, row-major; half types as float32. A new array on each call. @throws FormatError */
  read(): Promise<TensorData>;
  /** Its elements as float32, whatever their type. @throws FormatError */
  readFloat32(): Promise<Float32Array>;
}

/** Flat arrays that tensors are views of. */
export interface TorchStorages {
  /** Bytes of a storage. @throws FormatError where there is none of that key */
  size(key: string): number;
  /** Bytes of a storage from `start` to before `end`. @throws FormatError */
  read(key: string, start: number, end: number): Promise<Uint8Array>;
}

/** An open file, whichever its form. */
export interface TorchArchive {
  /** What was saved, as inert data. */
  readonly root: PickleValue;
  readonly storages: TorchStorages;
}

/** What a persistent id says. */
export interface StorageId {
  readonly key: string;
  readonly dtype: TensorDtype;
  /** Elements. */
  readonly length: number;
}

const storageTypes: ReadonlyMap<string, TensorDtype> = new Map([
  ['torch.DoubleStorage', 'F64'],
  ['torch.FloatStorage', 'F32'],
  ['torch.HalfStorage', 'F16'],
  ['torch.BFloat16Storage', 'BF16'],
  ['torch.LongStorage', 'I64'],
  ['torch.IntStorage', 'I32'],
  ['torch.ShortStorage', 'I16'],
  ['torch.CharStorage', 'I8'],
  ['torch.ByteStorage', 'U8'],
  ['torch.BoolStorage', 'BOOL'],
]);

/** A parameter is a tensor and what it needs to be trained. */
const parameters = new Set(['torch._utils._rebuild_parameter', 'torch._utils._rebuild_parameter_with_state']);

const maxRank = 16;
const maxKeyLength = 64;
/** A view may repeat elements of its storage (stride 0), but not to any size. */
const maxRepeatedElements = 2 ** 20;
const saveAgain =
  'The file is damaged or from an unusual program: save the weights again with torch.save(model.state_dict(), path).';

/** The tensor that a call of torch's rebuilding functions makes; undefined for anything else. @throws FormatError */
export function torchTensor(name: string, value: PickleValue, storages: TorchStorages): TorchTensor | undefined {
  const inner = value instanceof PickleObject && parameters.has(value.global) ? (value.args[0] ?? null) : value;
  if (!(inner instanceof PickleObject)) return undefined;
  switch (inner.global) {
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
      return stridedTensor(name, inner.args, storages);
    default:
      if (!inner.global.startsWith('torch._utils._rebuild_')) return undefined;
      throw new CodedError(
        'unsupported-type',
        `tensor "${name}" is of a kind that is not read here (${inner.global})`,
        'Save plain tensors: not quantised, not sparse, of an ordinary element type.',
      );
  }
}

/** Reads a persistent id: `('storage', type, key, device, elements)`. @throws FormatError */
export function storageId({ id }: PicklePersistent): StorageId {
  const [kind, type, key, , length, view] = Array.isArray(id) ? (id as readonly PickleValue[]) : [];
  if (kind !== 'storage' || !(type instanceof PickleGlobal) || !isKey(key) || !isSize(length)) {
    throw new CodedError('invalid-data', 'the pickle refers to something that is no storage of a tensor', saveAgain);
  }
  const dtype = storageTypes.get(type.name);
  if (dtype === undefined)
    throw new CodedError('unsupported-type', `storage "${key}" has the type ${type.name}`, saveAgain);
  if (view !== undefined && view !== null)
    throw new CodedError('unsupported-type', `storage "${key}" is a part of another one`, saveAgain);
  return { key, dtype, length };
}

function stridedTensor(name: string, args: readonly PickleValue[], storages: TorchStorages): TorchTensor {
  const [storage, offset, shape, strides] = args;
  if (!(storage instanceof PicklePersistent) || !isSize(offset) || !isSizes(shape) || !isSizes(strides))
    throw new CodedError('invalid-tensor', `tensor "${name}" is not described as torch does it`, saveAgain);
  const { key, dtype, length } = storageId(storage);
  const count = elementCount(shape);
  const last = shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] as number), offset);
  if (shape.length !== strides.length || !Number.isSafeInteger(count)) {
    const problem = `tensor "${name}" has shape [${shape.join(', ')}] and strides [${strides.join(', ')}]`;
    throw new CodedError('invalid-tensor', problem, saveAgain);
  }
  const bytes = storages.size(key);
  if (bytes !== length * dtypeBytes[dtype]) {
    const problem = `storage "${key}" of tensor "${name}" has ${bytes} bytes, but ${length} elements of ${dtype} need ${length * dtypeBytes[dtype]}`;
    throw new CodedError('invalid-tensor', problem, saveAgain);
  }
  if (count > 0 && last >= length) {
    const problem = `tensor "${name}" reaches to element ${last}, but its storage ends after ${length}`;
    throw new CodedError('invalid-tensor', problem, saveAgain);
  }
  if (count > Math.max(length, maxRepeatedElements)) {
    const problem = `tensor "${name}" has ${count} elements, but its storage only ${length}`;
    throw new CodedError('too-large', problem, saveAgain);
  }
  const read = async (): Promise<TensorData> => {
    if (count === 0) return decodeTensorData(new Uint8Array(0), dtype);
    const size = dtypeBytes[dtype];
    const span = await storages.read(key, offset * size, (last + 1) * size);
    return inRowMajorOrder(decodeTensorData(span, dtype), shape, strides);
  };
  return { dtype, shape, strides, read, readFloat32: async () => toFloat32(await read()) };
}

/** The elements of a view, whose first is the first of `span`. */
function inRowMajorOrder(span: TensorData, shape: readonly number[], strides: readonly number[]): TensorData {
  if (isContiguous(shape, strides)) return span;
  const result = new (span.constructor as new (length: number) => TensorData)(elementCount(shape));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = span[from] as never;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis] as number;
      index[axis]!++;
      if (index[axis]! < shape[axis]!) break;
      from -= (strides[axis] as number) * shape[axis]!;
      index[axis] = 0;
    }
  }
  return result;
}

/** Whether the elements lie one after the other; strides of axes of one element do not matter. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== expected) return false;
    expected *= shape[axis]!;
  }
  return true;
}

function isSize(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isSizes(value: PickleValue | undefined): value is readonly number[] {
  return Array.isArray(value) && value.length <= maxRank && value.every((size: PickleValue) => isSize(size));
}

function isKey(value: PickleValue | undefined): value is string {
  return typeof value === 'string' && value.length <= maxKeyLength;
}
