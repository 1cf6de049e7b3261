/** What a user reads when a visual tower is damaged, incomplete or of another model: the exact message for each. */
import { expect, it } from 'vitest';
import { onnxFile, onnxInitializer, onnxNode } from '../../formats/onnx/onnx-writer';
import { tinyFile } from '../testing';
import { complaint, type BrokenFile } from '../testing-complaint';
import { editNodes, externalised, replaced } from '../onnx/testing-onnx';

const text = tinyFile('textual/model.onnx');
const visual = tinyFile('visual/model.onnx');
const folded = tinyFile('visual/model-folded.onnx');
const visualBeside = externalised(visual, 'weights.bin');

const rows: readonly BrokenFile[] = [
  ['nothing at all', { 'visual/model.onnx': '' }, 'bundle-file-broken: visual/model.onnx: the file is empty.'],
  [
    'a text',
    { 'visual/model.onnx': 'not a model' },
    'bundle-file-broken: visual/model.onnx: the file is no ONNX model.',
  ],
  [
    'a download that was cut short',
    { 'visual/model.onnx': visual.slice(0, 1_000_000) },
    'bundle-file-broken: visual/model.onnx: a field of 1468351 bytes has only 999977 left.',
  ],
  [
    'the text tower',
    { 'visual/model.onnx': text },
    'unsupported-model: visual/model.onnx: The visual graph is not that of a CLIP ResNet: it has no convolutions that can be read.',
  ],
  [
    'a missing file of weights',
    { 'visual/model.onnx': visualBeside.model },
    'bundle-file-broken: visual/model.onnx: tensor "visual.conv1.weight" is kept in another file, "weights.bin", which is not here.',
  ],
  [
    'a file of weights that was cut short',
    { 'visual/model.onnx': visualBeside.model, 'visual/weights.bin': visualBeside.data.slice(0, -4) },
    'bundle-file-broken: visual/model.onnx: tensor "visual.attnpool.c_proj.bias" ends at byte 1421040 of "weights.bin", which has 1421036.',
  ],
  [
    'a missing convolution',
    { 'visual/model.onnx': replaced(visual, 'visual.layer2.0.conv2.weight', null) },
    'unsupported-model: visual/model.onnx: The visual graph is not that of a CLIP ResNet: a block does not begin with 1×1 and 3×3 convolutions.',
  ],
  [
    'a missing batch norm',
    { 'visual/model.onnx': replaced(visual, 'visual.bn1.bias', null) },
    'unsupported-model: visual/model.onnx: bn1.weight should be [4] and is missing.',
  ],
  [
    'weights that are not finite',
    {
      'visual/model.onnx': replaced(
        visual,
        'visual.bn1.bias',
        onnxInitializer('visual.bn1.bias', 'F32', [4], new Float32Array(4).fill(NaN)),
      ),
    },
    'bundle-file-broken: visual/model.onnx: The tensor bn1.bias holds values that are not finite.',
  ],
  [
    'a stride where CLIP has a pool',
    {
      'visual/model.onnx': editNodes(folded, (node) =>
        node.opType === 'Conv' && node.outputs[0]?.includes('layer2.0/conv2')
          ? [onnxNode('Conv', node.inputs, node.outputs, { strides: [2, 2], pads: [1, 1, 1, 1] })]
          : undefined,
      ),
    },
    'unsupported-model: visual/model.onnx: The visual graph is not that of a CLIP ResNet: its 3×3 convolutions have strides, where CLIP has average pools.',
  ],
  [
    'no attention pool',
    {
      'visual/model.onnx': editNodes(visual, (node) =>
        node.opType === 'Softmax' ? [onnxNode('Relu', node.inputs, node.outputs)] : undefined,
      ),
    },
    'unsupported-model: visual/model.onnx: The visual graph has no CLIP attention pool: it has 0 softmax operators, not one.',
  ],
  [
    'blocked weights of onnxruntime',
    {
      'visual/model.onnx': editNodes(folded, (node) =>
        node.opType === 'Conv' ? [onnxNode('NchwcConv', node.inputs, node.outputs)] : undefined,
      ),
    },
    'unsupported-model: visual/model.onnx: The visual graph is not that of a CLIP ResNet: it has no convolutions that can be read.',
  ],
  [
    'a single convolution',
    {
      'visual/model.onnx': onnxFile(17, [
        onnxNode('Conv', ['image', 'w'], ['y']),
        onnxInitializer('w', 'F32', [4, 3, 3, 3], new Float32Array(108)),
      ]),
    },
    'unsupported-model: visual/model.onnx: The visual graph is not that of a CLIP ResNet: its first convolution is not a 3×3 of stride 2 over RGB.',
  ],
  [
    'nodes out of order',
    { 'visual/model.onnx': onnxFile(17, [onnxNode('Relu', ['y'], ['z']), onnxNode('Relu', ['z'], ['y'])]) },
    'bundle-file-broken: visual/model.onnx: the graph is out of order: "z" reads "y" before "y" makes it.',
  ],
  ['no visual tower', { 'visual/model.onnx': null }, 'bundle-file-missing: The model has no visual/model.onnx.'],
  [
    'a state dict that is cut short',
    {
      'visual/model.onnx': null,
      'open_clip_model.safetensors': tinyFile('single/open_clip_model.safetensors').slice(0, 4000),
    },
    'bundle-file-broken: open_clip_model.safetensors: the header needs 15992 bytes, the file has 3992 after its length.',
  ],
  [
    'a visual tower alone and no text tower',
    { 'textual/model.onnx': null },
    'bundle-file-missing: The model has no textual/model.onnx.',
  ],
];

it.each(rows)('%s', async (_, change, message) => {
  expect(await complaint(change)).toBe(message);
});
