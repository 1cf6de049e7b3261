/** Broken files of PyTorch and safetensors with exactly what is said of each. Those whose pickle is wrong are in `pickle-refusals.test.ts`. */
import { describe, expect, it } from 'vitest';
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue } from './pickle-values';
import {
  dictionary,
  expectRefusal,
  floats,
  latin1,
  legacyFile,
  legacyStorage,
  pickleOf,
  readAllTensors,
  type RefusedFile,
  safetensorsFile,
  tensorValue,
  torchOf,
  torchZip,
} from './testing-torch';
import { writeZip } from '../zip/zip';

const good = torchOf(dictionary(tensorValue('0', 2, [2])));

/** The good zip with its bytes changed; `list` is where the list of its files begins. */
function changed(change: (view: DataView, list: number) => void, file = good): Uint8Array {
  const bytes = file.slice();
  const view = new DataView(bytes.buffer);
  change(view, view.getUint32(bytes.length - 6, true));
  return bytes;
}

const storageOf = (...id: PickleValue[]): PickleObject =>
  new PickleObject('torch._utils._rebuild_tensor_v2', [new PicklePersistent(id), 0, [2], [1], false, null]);
const float = new PickleGlobal('torch.FloatStorage');

const torchFiles: readonly RefusedFile[] = [
  [
    'a plain pickle',
    pickleOf(new Map()),
    'invalid-header',
    'the file is no PyTorch checkpoint: it is neither a zip nor the older form',
  ],
  [
    'a pickle of gigabytes',
    changed((view, list) => [20, 24].forEach((at) => view.setUint32(list + at, 3e9, true))),
    'too-large',
    '"archive/data.pkl" has 3000000000 bytes, more than 33554432',
  ],
  [
    'an empty file',
    new Uint8Array(0),
    'invalid-header',
    'the file is no PyTorch checkpoint: it is neither a zip nor the older form',
  ],
  [
    'a text',
    latin1('not a checkpoint at all'),
    'invalid-header',
    'the file is no PyTorch checkpoint: it is neither a zip nor the older form',
  ],
  [
    'a zip that was cut',
    good.slice(0, -40),
    'truncated',
    'the zip file breaks off before the list of its files, which stands at its end',
  ],
  [
    'a zip of something else',
    writeZip([{ path: 'a/b.txt', bytes: latin1('b'), pack: 'stored' }]),
    'invalid-header',
    'the zip file is no PyTorch checkpoint: it holds no data.pkl',
  ],
  [
    'two checkpoints in one',
    writeZip(['a', 'b'].map((folder) => ({ path: `${folder}/data.pkl`, bytes: pickleOf(1), pack: 'stored' as const }))),
    'invalid-header',
    'the zip file is no PyTorch checkpoint: it holds 2 times data.pkl',
  ],
  [
    'a zip that was packed again',
    torchZip({ pickle: pickleOf(new Map()), pack: 'deflate' }),
    'unsupported-type',
    '"archive/data.pkl" is compressed',
  ],
  [
    'numbers of another machine',
    torchZip({ pickle: pickleOf(new Map()), byteorder: 'big' }),
    'unsupported-type',
    'its numbers are in the byte order "big"',
  ],
  [
    'a file of two sizes',
    changed((view, list) => view.setUint32(list + 24, 7, true)),
    'invalid-header',
    `"archive/data.pkl" has two sizes, 7 and ${pickleOf(dictionary(tensorValue('0', 2, [2]))).length}`,
  ],
  [
    'a file that lies nowhere',
    changed((view, list) => view.setUint32(list + 42, 1e9, true)),
    'invalid-header',
    '"archive/data.pkl" does not lie where the zip file says',
  ],
  [
    'a list that lies nowhere',
    changed((view) => view.setUint32(view.byteLength - 6, 1e9, true)),
    'invalid-header',
    'the list of the zip file does not lie where it says',
  ],
  [
    'a list that is too long',
    changed((view) => view.setUint16(view.byteLength - 12, 60_000, true)),
    'invalid-header',
    'the zip file lists 60000 files, but only 2 are there',
  ],
  [
    'the 64-bit form without its record',
    changed((view) => view.setUint32(view.byteLength - 6, 0xffffffff, true)),
    'invalid-header',
    'the zip file is of the 64-bit form, but lacks its end record',
  ],
  [
    'a size in 64 bits that is not there',
    changed((view, list) => view.setUint32(list + 24, 0xffffffff, true)),
    'invalid-header',
    'the zip file does not say how large "archive/data.pkl" is',
  ],
  [
    'a storage that is not there',
    torchOf(dictionary(tensorValue('5', 2, [2]))),
    'missing-tensor',
    'the zip file lacks "archive/data/5"',
  ],
  [
    'a storage that was cut',
    torchOf(dictionary(tensorValue('0', 2, [2])), { 0: floats(1) }),
    'invalid-tensor',
    'storage "0" of tensor "w" has 4 bytes, but 2 elements of F32 need 8',
  ],
  [
    'a tensor beyond its storage',
    torchOf(dictionary(tensorValue('0', 2, [3]))),
    'invalid-tensor',
    'tensor "w" reaches to element 2, but its storage ends after 2',
  ],
  [
    'a tensor that begins beyond its storage',
    torchOf(dictionary(tensorValue('0', 2, [1], { offset: 2 }))),
    'invalid-tensor',
    'tensor "w" reaches to element 2, but its storage ends after 2',
  ],
  [
    'a tensor of terabytes from one number',
    torchOf(dictionary(tensorValue('0', 2, [2 ** 20, 2 ** 20], { strides: [0, 0] }))),
    'too-large',
    'tensor "w" has 1099511627776 elements, but its storage only 2',
  ],
  [
    'a shape beyond all numbers',
    torchOf(dictionary(tensorValue('0', 2, [2 ** 40, 2 ** 40], { strides: [0, 0] }))),
    'invalid-tensor',
    'tensor "w" has shape [1099511627776, 1099511627776] and strides [0, 0]',
  ],
  [
    'a shape without strides',
    torchOf(dictionary(tensorValue('0', 2, [2], { strides: [] }))),
    'invalid-tensor',
    'tensor "w" has shape [2] and strides []',
  ],
  [
    'a negative size',
    torchOf(dictionary(tensorValue('0', 2, [-1]))),
    'invalid-tensor',
    'tensor "w" is not described as torch does it',
  ],
  [
    'a negative stride',
    torchOf(dictionary(tensorValue('0', 2, [2], { offset: 1, strides: [-1] }))),
    'invalid-tensor',
    'tensor "w" is not described as torch does it',
  ],
  [
    'a tensor of a text',
    torchOf(dictionary(new PickleObject('torch._utils._rebuild_tensor_v2', ['a', 0, [1], [1]]))),
    'invalid-tensor',
    'tensor "w" is not described as torch does it',
  ],
  [
    'a storage that is none',
    torchOf(dictionary(storageOf('module', float, '0', 'cpu', 2))),
    'invalid-data',
    'the pickle refers to something that is no storage of a tensor',
  ],
  [
    'a storage of a negative length',
    torchOf(dictionary(storageOf('storage', float, '0', 'cpu', -2))),
    'invalid-data',
    'the pickle refers to something that is no storage of a tensor',
  ],
  [
    'complex numbers',
    torchOf(dictionary(tensorValue('0', 1, [1], { type: 'ComplexFloatStorage' }))),
    'unsupported-type',
    'storage "0" has the type torch.ComplexFloatStorage',
  ],
  [
    'a quantised tensor',
    torchOf(dictionary(new PickleObject('torch._utils._rebuild_qtensor', []))),
    'unsupported-type',
    'tensor "w" is of a kind that is not read here (torch._utils._rebuild_qtensor)',
  ],
  [
    'one name for two tensors',
    torchOf(
      new Map<string, PickleValue>([
        ['a.b', tensorValue('0', 2, [2])],
        ['a', new Map([['b', tensorValue('0', 2, [2])]])],
      ]),
    ),
    'invalid-data',
    'the file has two tensors "a.b"',
  ],
  [
    'the older form in version 1',
    legacyFile({ version: 1, root: new Map(), keys: [] }),
    'unsupported-type',
    'the file has version 1, not 1001',
  ],
  [
    'the older form of another machine',
    legacyFile({ machine: new Map([['little_endian', false]]), root: new Map(), keys: [] }),
    'unsupported-type',
    'its numbers have their highest byte first',
  ],
  [
    'the older form, cut',
    legacyFile({ root: dictionary(tensorValue('0', 2, [2])), keys: ['0'], storages: legacyStorage(2, 1) }),
    'truncated',
    /^the storages end at byte \d+, the file at \d+$/u,
  ],
  [
    'the older form without its list',
    legacyFile({ root: new Map(), keys: 5 }),
    'invalid-data',
    'the file has no list of its storages',
  ],
  [
    'the older form with a stray storage',
    legacyFile({ root: new Map(), keys: ['9'] }),
    'invalid-data',
    'the file lists a storage "9" that no tensor has',
  ],
  [
    'the older form with a missing storage',
    legacyFile({ root: dictionary(tensorValue('0', 2, [2])), keys: [] }),
    'missing-tensor',
    'the file lacks storage "0"',
  ],
  [
    'the older form with another length',
    legacyFile({ root: dictionary(tensorValue('0', 2, [2])), keys: ['0'], storages: legacyStorage(3, 1, 2) }),
    'invalid-data',
    'storage "0" has 3 elements where the file\'s list has 2',
  ],
  [
    'the older form with a part of a storage',
    legacyFile({
      root: dictionary(storageOf('storage', float, '0', 'cpu', 2, ['v', 0, 1])),
      keys: ['0'],
      storages: legacyStorage(2, 1, 2),
    }),
    'unsupported-type',
    'storage "0" is a part of another one',
  ],
  [
    'the older form with a command',
    legacyFile({ root: new PickleGlobal('os.system'), keys: [] }),
    'foreign-code',
    'this file contains code: it calls for os.system',
  ],
];

const safetensorsFiles: readonly RefusedFile[] = [
  [
    'a header of exabytes',
    new Uint8Array(16).fill(255),
    'too-large',
    'the header claims 18446744073709552000 bytes, more than 26214400',
  ],
  [
    'a header longer than the file',
    safetensorsFile('{}').slice(0, 9),
    'truncated',
    'the header needs 2 bytes, the file has 1 after its length',
  ],
  ['a header that is no JSON', safetensorsFile('{"a"'), 'invalid-header', 'the header is not JSON'],
  [
    'a tensor that was cut',
    safetensorsFile('{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 4),
    'truncated',
    'tensor "a" ends at byte 70, the file at 66',
  ],
  [
    'a tensor of terabytes',
    safetensorsFile('{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,8]}}', 8),
    'invalid-tensor',
    'tensor "a" has 8 bytes, but F32 [1099511627776] needs 4398046511104',
  ],
  [
    'two tensors at one place',
    safetensorsFile(
      '{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}',
      3,
    ),
    'invalid-tensor',
    'tensors "a" and "b" overlap',
  ],
];

describe('a PyTorch file is refused', () => {
  it.each(torchFiles)('%s', (_, file, code, message) => expectRefusal(file, 'torch', code, message));
});

describe('a safetensors file is refused', () => {
  it.each(safetensorsFiles)('%s', (_, file, code, message) => expectRefusal(file, 'safetensors', code, message));
});

it('what the broken files were made from is read', async () => {
  const root = dictionary(tensorValue('0', 2, [2]));
  expect(await readAllTensors(good, 'torch')).toBe(2);
  expect(await readAllTensors(legacyFile({ root, keys: ['0'], storages: legacyStorage(2, 1, 2) }), 'torch')).toBe(2);
  const header = '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
  expect(await readAllTensors(safetensorsFile(header, 8), 'safetensors')).toBe(2);
});
