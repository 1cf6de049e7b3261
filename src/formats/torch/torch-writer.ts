import { type PickleInput, writePickle } from './pickle-writer';
import { writeZip, type ZipFile } from '../zip/zip';

/** A float32 tensor, row-major. */
export interface TorchTensorInput {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a checkpoint holds beside tensors. */
export type TorchInput = string | number | TorchTensorInput | ReadonlyMap<string, TorchInput>;

const folder = 'archive';

/**
 * A file as `torch.save` writes it since 1.6: a stored zip of `data.pkl` and one file of bytes for each tensor. It holds dicts, numbers, texts
 * and float32 tensors, nothing that is run, so `torch.load(path, weights_only=True)` opens it.
 */
export function writeTorchFile(root: ReadonlyMap<string, TorchInput>): Uint8Array<ArrayBuffer> {
  const storages: Float32Array[] = [];
  const pickle = writePickle(pickled(root, storages));
  const file = (path: string, bytes: Uint8Array): ZipFile => ({ path: `${folder}/${path}`, bytes, pack: 'stored' });
  return writeZip([
    file('data.pkl', pickle),
    file('byteorder', new TextEncoder().encode('little')),
    ...storages.map(({ buffer, byteOffset, byteLength }, at) =>
      file(`data/${at}`, new Uint8Array(buffer, byteOffset, byteLength)),
    ),
    file('version', new TextEncoder().encode('3\n')),
  ]);
}

function pickled(value: TorchInput, storages: Float32Array[]): PickleInput {
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (value instanceof Map)
    return new Map(
      [...(value as ReadonlyMap<string, TorchInput>)].map(([key, item]) => [key, pickled(item, storages)]),
    );
  return tensor(value as TorchTensorInput, storages);
}

/** `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, backward_hooks)`. */
function tensor({ shape, data }: TorchTensorInput, storages: Float32Array[]): PickleInput {
  const key = storages.push(data) - 1;
  const tuple = (items: readonly PickleInput[]): PickleInput => ({ kind: 'tuple', items });
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const storage = tuple([
    'storage',
    { kind: 'global', module: 'torch', name: 'FloatStorage' },
    String(key),
    'cpu',
    data.length,
  ]);
  return {
    kind: 'call',
    callee: { kind: 'global', module: 'torch._utils', name: '_rebuild_tensor_v2' },
    arguments: [
      { kind: 'persistent', id: storage },
      0,
      tuple(shape),
      tuple(strides),
      { kind: 'bool', value: false },
      { kind: 'call', callee: { kind: 'global', module: 'collections', name: 'OrderedDict' }, arguments: [] },
    ],
  };
}
