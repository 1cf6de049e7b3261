/** Tensors of a wrong shape, rank, element type or content: each is refused by its name, with what is right and what was found. */
import { describe, expect, it } from 'vitest';
import { byteSourceOf } from '../../formats/byte-source';
import { elementCount, type TensorData, type TensorDtype } from '../../formats/tensor-data';
import { openSafetensors, writeSafetensors, type WritableTensor } from '../../formats/safetensors/safetensors';
import { onnxFile, onnxInitializer, onnxNode } from '../../formats/onnx/onnx-writer';
import { floats, pickleOf, tensorValue, torchZip } from '../../formats/torch/testing-torch';
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue } from '../../formats/torch/pickle-values';
import { readBundleWeights } from './bundle-weights';
import { onnxDataflow } from '../onnx/onnx-dataflow';
import { parseOnnx } from '../../formats/onnx/onnx';
import { convolutionTensors, onnxConvolutions } from '../onnx/onnx-convolutions';
import { tinyFile } from '../testing';
import { complaint } from '../testing-complaint';
import { replaced } from '../onnx/testing-onnx';

const tiny = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
const whole: readonly WritableTensor[] = await Promise.all(
  [...tiny.tensors.values()].map(async ({ name, dtype, shape, read }) => ({ name, dtype, shape, data: await read() })),
);

const zeros = (dtype: TensorDtype, count: number): TensorData => {
  switch (dtype) {
    case 'F64':
      return new Float64Array(count);
    case 'I64':
      return new BigInt64Array(count);
    case 'I32':
      return new Int32Array(count);
    case 'I16':
      return new Int16Array(count);
    case 'I8':
      return new Int8Array(count);
    case 'U8':
    case 'BOOL':
      return new Uint8Array(count);
    case 'F32':
    case 'F16':
    case 'BF16':
      return new Float32Array(count);
    default:
      return dtype satisfies never;
  }
};
const tensor = (
  name: string,
  shape: readonly number[],
  dtype: TensorDtype = 'F32',
  data = zeros(dtype, elementCount(shape)),
) => ({
  name,
  dtype,
  shape,
  data,
});

/** The tiny CLIP with some tensors replaced, added, or left out. */
function changed(...changes: readonly (WritableTensor | { readonly without: string })[]): Uint8Array {
  const all = new Map(whole.map((one) => [one.name, one]));
  for (const change of changes) {
    if ('without' in change) all.delete(change.without);
    else all.set(change.name, change);
  }
  return writeSafetensors([...all.values()]);
}

const complaintOf = async (file: Uint8Array): Promise<string> =>
  complaint({ 'visual/model.onnx': null, 'textual/model.onnx': null, 'model.safetensors': file });

describe('a safetensors file with', () => {
  it('the tiny CLIP as it is has no complaint', async () => {
    expect(await complaintOf(changed())).toBe('no complaint');
  });

  it.each<[string, Uint8Array, string]>([
    [
      'a batch norm of a wrong length',
      changed(tensor('visual.layer2.0.bn2.running_var', [3])),
      'visual.layer2.0.bn2.running_var should be [16] and is [3].',
    ],
    ['a longer one', changed(tensor('visual.bn1.weight', [5])), 'visual.bn1.weight should be [4] and is [5].'],
    [
      'a norm of a shortcut that is a scalar',
      changed(tensor('visual.layer1.0.downsample.1.bias', [])),
      'visual.layer1.0.downsample.1.bias should be [32] and is [].',
    ],
    [
      'a norm of another rank',
      changed(tensor('visual.layer4.0.bn3.running_mean', [1, 256])),
      'visual.layer4.0.bn3.running_mean should be [256] and is [1, 256].',
    ],
    [
      'a missing norm',
      changed({ without: 'visual.layer3.1.bn2.bias' }),
      'visual.layer3.1.bn2.bias should be [32] and is missing.',
    ],
    [
      'a flat convolution',
      changed(tensor('visual.conv2.weight', [4 * 4 * 9])),
      'visual.conv2.weight should be [4, 4, 3, 3] and is [144].',
    ],
    [
      'a turned projection',
      changed(tensor('visual.attnpool.c_proj.weight', [256, 32])),
      'visual.attnpool.c_proj.weight should be [256, 256] and is [256, 32].',
    ],
    [
      'a bias of the attention that is too short',
      changed(tensor('visual.attnpool.k_proj.bias', [255])),
      'visual.attnpool.k_proj.bias should be [256] and is [255].',
    ],
    [
      'a text norm of a wrong length',
      changed(tensor('transformer.resblocks.1.ln_2.bias', [31])),
      'transformer.resblocks.1.ln_2.bias should be [32] and is [31].',
    ],
    ['a lost token embedding', changed({ without: 'token_embedding.weight' }), 'token_embedding.weight is missing.'],
    ['a lost text projection', changed({ without: 'text_projection' }), 'text_projection is missing.'],
    [
      'int8 weights and their scale',
      changed(tensor('visual.conv1.weight', [4, 3, 3, 3], 'I8'), tensor('visual.conv1.weight_scale', [4])),
      'visual.conv1.weight_scale belongs to no CLIP of these sizes.',
    ],
    [
      'int8 weights',
      changed(tensor('visual.layer3.0.conv2.weight', [32, 32, 3, 3], 'I8')),
      'visual.layer3.0.conv2.weight should hold floats and holds I8.',
    ],
    [
      'truth values',
      changed(tensor('visual.bn2.weight', [4], 'BOOL')),
      'visual.bn2.weight should hold floats and holds BOOL.',
    ],
    [
      'whole numbers',
      changed(tensor('visual.bn2.bias', [4], 'I64')),
      'visual.bn2.bias should hold floats and holds I64.',
    ],
    [
      'int8 text weights',
      changed(tensor('transformer.resblocks.0.mlp.c_fc.weight', [128, 32], 'I8')),
      'transformer.resblocks.0.mlp.c_fc.weight should hold floats and holds I8.',
    ],
    [
      'an adapter in the text tower',
      changed(tensor('transformer.resblocks.0.attn.lora_A', [4, 32])),
      'transformer.resblocks.0.attn.lora_A belongs to no CLIP of these sizes.',
    ],
    [
      'a block after a gap',
      changed(tensor('transformer.resblocks.3.ln_1.weight', [32])),
      'transformer.resblocks.3.ln_1.weight belongs to no CLIP of these sizes.',
    ],
    [
      'a block of the visual tower after a gap',
      changed(tensor('visual.layer1.2.conv1.weight', [8, 32, 1, 1])),
      'visual.layer1.2.conv1.weight belongs to no CLIP of these sizes.',
    ],
    [
      'a bias beside a batch norm',
      changed(tensor('visual.layer2.0.conv1.bias', [16])),
      'visual.layer2.0.conv1.bias belongs to no CLIP of these sizes.',
    ],
    [
      'a norm that is not finite',
      changed(tensor('visual.layer2.0.bn1.bias', [16], 'F32', new Float32Array(16).fill(Infinity))),
      'The tensor visual.layer2.0.bn1.bias holds values that are not finite.',
    ],
    [
      'variances below zero',
      changed(tensor('visual.bn3.running_var', [8], 'F32', new Float32Array(8).fill(-1))),
      'The tensor visual.bn3.running_var holds variances below zero.',
    ],
    [
      'a word that is not finite',
      changed(tensor('ln_final.weight', [32], 'F32', new Float32Array(32).fill(NaN))),
      'The tensor ln_final.weight holds values that are not finite.',
    ],
  ])('%s is refused by name', async (_, file, message) => {
    expect(await complaintOf(file)).toMatch(
      new RegExp(`^(?:unsupported-model|bundle-file-broken): model\\.safetensors: `, 'u'),
    );
    expect((await complaintOf(file)).split(': model.safetensors: ')[1]).toBe(message);
  });

  it('float64 weights is rounded to float32, as PyTorch’s float() does', async () => {
    const norm = whole.find(({ name }) => name === 'visual.bn1.weight')!;
    const doubles = Float64Array.from(norm.data as ArrayLike<number>, (value) => value + 1e-12);
    const file = changed({ ...norm, dtype: 'F64', data: doubles });
    const { visual } = await readBundleWeights(byteSourceOf(file));
    expect(visual.tensors.get('bn1.weight')!.data).toEqual(Float32Array.from(doubles));
  });

  it('batches tracked by the norms and a temperature is whole', async () => {
    const file = changed(
      tensor('visual.bn1.num_batches_tracked', [], 'I64'),
      tensor('logit_scale', []),
      tensor('attn_mask', [77, 77]),
    );
    expect(await complaintOf(file)).toBe('no complaint');
  });
});

describe('a PyTorch file with', () => {
  const save = (change: Readonly<Record<string, PickleValue>>, storages: Readonly<Record<string, Uint8Array>>) => {
    const stateDict = new Map<string, PickleValue>();
    const data: Record<string, Uint8Array> = { ...storages };
    for (const one of whole) {
      const key = `w${stateDict.size}`;
      data[key] = new Uint8Array(Float32Array.from(one.data as ArrayLike<number>, Number).buffer);
      stateDict.set(one.name, tensorValue(key, one.data.length, one.shape));
    }
    for (const [name, value] of Object.entries(change)) stateDict.set(name, value);
    return torchZip({ pickle: pickleOf(stateDict), storages: data });
  };
  const untyped = (dtype: string) =>
    new PickleObject('torch._utils._rebuild_tensor_v3', [
      new PicklePersistent(['storage', new PickleGlobal('torch.storage.UntypedStorage'), 'x', 'cpu', 4]),
      0,
      [4],
      [1],
      false,
      new PickleObject('collections.OrderedDict', []),
      new PickleGlobal(`torch.${dtype}`),
    ]);

  it.each<[string, Uint8Array, string]>([
    [
      'a norm of a wrong length',
      save({ 'visual.bn2.running_mean': tensorValue('x', 3, [3]) }, { x: floats(1, 2, 3) }),
      'visual.bn2.running_mean should be [4] and is [3].',
    ],
    [
      'int8 weights',
      save({ 'visual.bn2.weight': tensorValue('x', 4, [4], { type: 'CharStorage' }) }, { x: new Uint8Array(4) }),
      'visual.bn2.weight should hold floats and holds I8.',
    ],
    [
      'float8 weights',
      save({ 'visual.bn2.weight': untyped('float8_e4m3fn') }, { x: new Uint8Array(4) }),
      'tensor "visual.bn2.weight" is of a kind that is not read here (torch._utils._rebuild_tensor_v3)',
    ],
    [
      'unsigned weights of 16 bits',
      save({ 'visual.bn2.weight': untyped('uint16') }, { x: new Uint8Array(4) }),
      'tensor "visual.bn2.weight" is of a kind that is not read here (torch._utils._rebuild_tensor_v3)',
    ],
    [
      'a text vector of another rank',
      save({ 'ln_final.bias': tensorValue('x', 32, [32, 1]) }, { x: floats(...new Float32Array(32)) }),
      'ln_final.bias should be [32] and is [32, 1].',
    ],
  ])('%s is refused by name', async (_, file, message) => {
    const found = await complaint({ 'visual/model.onnx': null, 'textual/model.onnx': null, 'RN50.pt': file });
    expect(found.split(': RN50.pt: ')[1]?.replace(/\)\.$/u, ')')).toBe(message);
  });
});

describe('an ONNX file with', () => {
  const visual = tinyFile('visual/model.onnx');
  const norm = (name: string, shape: readonly number[], data: ArrayBufferView, type: 'F32' | 'I32' = 'F32') =>
    replaced(visual, `visual.${name}`, onnxInitializer(`visual.${name}`, type, shape, data));

  it.each<[string, Uint8Array, string]>([
    [
      'a norm of a wrong length',
      norm('layer2.0.bn2.running_var', [3], new Float32Array(3)),
      'layer2.0.bn2.running_var should be [16] and is [3].',
    ],
    ['a longer norm', norm('bn1.weight', [8], new Float32Array(8)), 'bn1.weight should be [4] and is [8].'],
    ['a norm of another rank', norm('bn1.bias', [4, 1], new Float32Array(4)), 'bn1.bias should be [4] and is [4, 1].'],
    [
      'whole numbers',
      norm('bn2.bias', [4], new Int32Array(4), 'I32'),
      'The visual graph is not that of a CLIP ResNet: bn2.bias holds integers, where CLIP has floats.',
    ],
    [
      'variances below zero',
      norm('bn2.running_var', [4], new Float32Array(4).fill(-2)),
      'The tensor bn2.running_var holds variances below zero.',
    ],
  ])('%s is refused by name', async (_, file, message) => {
    expect((await complaint({ 'visual/model.onnx': file })).split('visual/model.onnx: ')[1]).toBe(message);
  });

  it('integers that a cast and a scale turn into floats is read', () => {
    const file = onnxFile(17, [
      onnxInitializer('q', 'I32', [1, 3, 1, 1], Int32Array.of(2, -4, 6)),
      onnxInitializer('scale', 'F32', [], Float32Array.of(0.5)),
      onnxNode('Cast', ['q'], ['f'], { to: { int: 1 } }),
      onnxNode('Mul', ['f', 'scale'], ['w']),
      onnxNode('Conv', ['image', 'w'], ['y']),
    ]);
    const flow = onnxDataflow(parseOnnx(file).graph);
    const [convolution] = onnxConvolutions(flow);
    const tensors = new Map(
      convolutionTensors(flow, convolution!, { conv: 'conv1', norm: 'bn1', shape: [1, 3, 1, 1] }),
    );
    expect(tensors.get('conv1.weight')!.data).toEqual(Float32Array.of(1, -2, 3));
  });
});
