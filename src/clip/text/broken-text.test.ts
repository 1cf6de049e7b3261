/** What a user reads when a text tower is damaged, incomplete or of another model: the exact message for each. */
import { expect, it } from 'vitest';
import { concatBytes } from '../../formats/bytes';
import { onnxExternalInitializer, onnxInitializer, onnxNode, onnxValue } from '../../formats/onnx/onnx-writer';
import { bytesField, integerField, textField } from '../../formats/onnx/protobuf-writer';
import { tinyFile } from '../testing';
import { complaint, type BrokenFile } from '../testing-complaint';
import { editGraph, editNodes, externalised, renamedInput, replaced, withInterface } from '../onnx/testing-onnx';

const text = tinyFile('textual/model.onnx');
const visual = tinyFile('visual/model.onnx');
const free = ['batch', 'length'] as const;
const input = (type: 'F32' | 'I32' | 'BOOL', shape: readonly (number | string)[], name = 'text') =>
  onnxValue('input', name, type, shape);
const utf8 = (content: string) => new TextEncoder().encode(content);

const tensorField = (...fields: Uint8Array[]) => bytesField(5, concatBytes(fields));
const opset = (file: Uint8Array, version: number) =>
  concatBytes([file, bytesField(8, concatBytes([textField(1, ''), integerField(2, version)]))]);

const beside = externalised(text, 'model.onnx.data');
const place = (location: string, offset: number, length: number) =>
  replaced(text, 'ln_final.bias', onnxExternalInitializer('ln_final.bias', 'F32', [32], { location, offset, length }));
const placed = (entries: Readonly<Record<string, string>>) =>
  tensorField(
    integerField(1, 32),
    integerField(2, 1),
    textField(8, 'ln_final.bias'),
    ...Object.entries(entries).map(([key, value]) =>
      bytesField(13, concatBytes([textField(1, key), textField(2, value)])),
    ),
  );
const data = new Uint8Array(200);

const rows: readonly BrokenFile[] = [
  ['nothing at all', { 'textual/model.onnx': '' }, 'bundle-file-broken: textual/model.onnx: the file is empty.'],
  [
    'a text',
    { 'textual/model.onnx': 'not a model' },
    'bundle-file-broken: textual/model.onnx: the file is no ONNX model.',
  ],
  [
    'a web page',
    { 'textual/model.onnx': '<!DOCTYPE html><html>Not found</html>' },
    'bundle-file-broken: textual/model.onnx: the file is a web page, not a model.',
  ],
  [
    'a pointer of Git LFS',
    { 'textual/model.onnx': 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n' },
    'bundle-file-broken: textual/model.onnx: the file is a pointer of Git LFS, not the model itself.',
  ],
  [
    'a zip',
    { 'textual/model.onnx': concatBytes([utf8('PK\x03\x04'), new Uint8Array(30)]) },
    'bundle-file-broken: textual/model.onnx: the file is a zip archive, not an ONNX model.',
  ],
  [
    'a download that was cut short',
    { 'textual/model.onnx': text.slice(0, 200_000) },
    'bundle-file-broken: textual/model.onnx: a field of 242971 bytes has only 199977 left.',
  ],
  [
    'the visual tower',
    { 'textual/model.onnx': visual },
    'bundle-mismatch: textual/model.onnx: This is a visual tower: it has convolutions.',
  ],
  [
    'a missing file of weights',
    { 'textual/model.onnx': beside.model },
    'bundle-file-broken: textual/model.onnx: tensor "positional_embedding" is kept in another file, "model.onnx.data", which is not here.',
  ],
  [
    'a file of weights that was cut short',
    { 'textual/model.onnx': beside.model, 'textual/model.onnx.data': beside.data.slice(0, 1000) },
    'bundle-file-broken: textual/model.onnx: tensor "positional_embedding" ends at byte 9856 of "model.onnx.data", which has 1000.',
  ],
  [
    'an empty file of weights',
    { 'textual/model.onnx': beside.model, 'textual/model.onnx.data': '' },
    'bundle-file-broken: textual/model.onnx: tensor "positional_embedding" ends at byte 9856 of "model.onnx.data", which has 0.',
  ],
  [
    'weights outside the folder',
    { 'textual/model.onnx': place('../../etc/passwd', 0, 128) },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" is kept in another file, "../../etc/passwd", which is not here.',
  ],
  [
    'weights beyond the end',
    { 'textual/model.onnx': place('w', 100, 128), 'textual/w': data },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" ends at byte 228 of "w", which has 200.',
  ],
  [
    'weights of another length',
    { 'textual/model.onnx': place('w', 0, 64), 'textual/w': data },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" has offset 0 and length 64 in "w", but needs 128 bytes.',
  ],
  [
    'weights at an offset that is no number',
    {
      'textual/model.onnx': replaced(text, 'ln_final.bias', placed({ location: 'w', offset: '-4' })),
      'textual/w': data,
    },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" has offset -4 and length undefined in "w", but needs 128 bytes.',
  ],
  [
    'weights in a file without a name',
    { 'textual/model.onnx': replaced(text, 'ln_final.bias', placed({ offset: '0' })) },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" is kept in another file, "", which is not here.',
  ],
  [
    'a quantised tower',
    {
      'textual/model.onnx': replaced(
        text,
        'ln_final.bias',
        tensorField(
          integerField(1, 32),
          integerField(2, 3),
          textField(8, 'ln_final.bias'),
          bytesField(9, new Uint8Array(32)),
        ),
      ),
    },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" has ONNX element type 3.',
  ],
  [
    'a tensor with too few values',
    {
      'textual/model.onnx': replaced(
        text,
        'ln_final.bias',
        onnxInitializer('ln_final.bias', 'F32', [32], new Float32Array(31)),
      ),
    },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" has 124 bytes, but F32 [32] needs 128.',
  ],
  [
    'a tensor of absurd size',
    {
      'textual/model.onnx': replaced(
        text,
        'ln_final.bias',
        onnxInitializer('ln_final.bias', 'F32', [2 ** 40, 2 ** 40], new Float32Array(1)),
      ),
    },
    'bundle-file-broken: textual/model.onnx: tensor "ln_final.bias" has shape [1099511627776, 1099511627776].',
  ],
  [
    'a tensor that is missing',
    { 'textual/model.onnx': replaced(text, 'ln_final.bias', null) },
    "bundle-file-broken: textual/model.onnx cannot be opened: Invalid model. Node input 'ln_final.bias' is not a graph input, initializer, or output of a previous node.",
  ],
  [
    'a tensor of another shape',
    {
      'textual/model.onnx': replaced(
        text,
        'ln_final.bias',
        onnxInitializer('ln_final.bias', 'F32', [31], new Float32Array(31)),
      ),
    },
    'bundle-mismatch: textual/model.onnx cannot run: Scale and (optional) bias must match X.shape[axis:] or be NumPy-broadcastable to it. X.shape={1,7,32} scale.shape={32} bias.shape={31} and axis=2',
  ],
  [
    'weights that are not finite',
    {
      'textual/model.onnx': replaced(
        text,
        'ln_final.bias',
        onnxInitializer('ln_final.bias', 'F32', [32], new Float32Array(32).fill(NaN)),
      ),
    },
    'bundle-file-broken: textual/model.onnx gave no finite embedding.',
  ],
  [
    'pixels for input',
    { 'textual/model.onnx': withInterface(text, { inputs: [input('F32', free)] }) },
    "bundle-file-broken: textual/model.onnx cannot be opened: This is an invalid model. Type Error: Type 'tensor(float)' of input parameter (text) of operator (Gather) in node (/token_embedding/Gather) is invalid.",
  ],
  [
    'a flat list of ids for input',
    { 'textual/model.onnx': withInterface(text, { inputs: [input('I32', ['length'])] }) },
    'bundle-mismatch: textual/model.onnx does not take token ids.',
  ],
  [
    'no input',
    { 'textual/model.onnx': withInterface(text, { inputs: [] }) },
    "bundle-file-broken: textual/model.onnx cannot be opened: Invalid model. Node input 'text' is not a graph input, initializer, or output of a previous node.",
  ],
  [
    'a whole CLIP',
    {
      'textual/model.onnx': withInterface(text, {
        inputs: [input('I32', free), input('F32', ['n', 3, 64, 64], 'pixel_values')],
      }),
    },
    'bundle-mismatch: textual/model.onnx also wants "pixel_values", which is no text.',
  ],
  [
    'hidden states for output',
    {
      'textual/model.onnx': withInterface(text, {
        outputs: [onnxValue('output', '/ln_final/LayerNormalization_output_0', 'F32', [...free, 32])],
      }),
    },
    'bundle-mismatch: textual/model.onnx gives [1, 7, 32] for one text, not one embedding.',
  ],
  [
    'no output',
    { 'textual/model.onnx': withInterface(text, { outputs: [] }) },
    'bundle-mismatch: textual/model.onnx has no output.',
  ],
  [
    'an embedding of one value',
    {
      'textual/model.onnx': withInterface(text, { outputs: [onnxValue('output', 'one', 'F32', ['batch', 1])] }, [
        onnxNode('ReduceL2', ['text_embedding'], ['one'], { axes: [1] }),
      ]),
    },
    'bundle-mismatch: textual/model.onnx gives [1, 1] for one text, not one embedding.',
  ],
  [
    'an unknown operator',
    {
      'textual/model.onnx': editNodes(text, (node) =>
        node.opType === 'Sigmoid' ? [onnxNode('Wonder', node.inputs, node.outputs)] : undefined,
      ),
    },
    'bundle-file-broken: textual/model.onnx cannot be opened: No Op registered for Wonder with domain_version of 17',
  ],
  [
    'a value that nobody makes',
    { 'textual/model.onnx': renamedInput(text, 'text_projection', 'elsewhere') },
    "bundle-file-broken: textual/model.onnx cannot be opened: Invalid model. Node input 'elsewhere' is not a graph input, initializer, or output of a previous node.",
  ],
  [
    'an opset of the future',
    { 'textual/model.onnx': opset(text, 99) },
    'bundle-file-broken: textual/model.onnx cannot be opened: ONNX Runtime only *guarantees* support for models stamped with official released onnx opset versions. Opset 99 is under development and support for this is limited. The operator schemas and or other functionality may change before next ONNX…',
  ],
  [
    'nodes out of order',
    {
      'textual/model.onnx': editGraph(text, (field) => (field.number === 1 ? [] : undefined), [
        onnxNode('Neg', ['b'], ['text_embedding']),
        onnxNode('Neg', ['text'], ['b']),
      ]),
    },
    'bundle-file-broken: textual/model.onnx: the graph is out of order: "text_embedding" reads "b" before "b" makes it.',
  ],
  [
    'a value that two nodes make',
    {
      'textual/model.onnx': editGraph(text, () => undefined, [
        onnxNode('Neg', ['text_projection'], ['text_embedding']),
      ]),
    },
    'bundle-file-broken: textual/model.onnx: the graph is out of order: two nodes make "text_embedding".',
  ],
  [
    'a node that reads itself',
    { 'textual/model.onnx': editGraph(text, () => undefined, [onnxNode('Neg', ['x'], ['x'])]) },
    'bundle-file-broken: textual/model.onnx: the graph is out of order: "x" reads "x" before "x" makes it.',
  ],
  [
    'a smaller vocabulary than the tokenizer’s',
    {
      'textual/model.onnx': replaced(
        text,
        'token_embedding.weight',
        onnxInitializer('token_embedding.weight', 'F32', [500, 32], new Float32Array(16_000)),
      ),
    },
    'bundle-mismatch: textual/model.onnx cannot run: indices element out of data bounds, idx=578 must be within the inclusive range [-500,499]',
  ],
  [
    'another model’s text tower',
    {
      'textual/model.onnx': replaced(
        text,
        'text_projection',
        onnxInitializer('text_projection', 'F32', [32, 16], new Float32Array(512).fill(0.1)),
      ),
    },
    "bundle-file-broken: textual/model.onnx cannot be opened: [ShapeInferenceError] Can't merge shape info. Both inferred and declared dimension have values but they differ. Inferred=16 Declared=32 Dimension=1",
  ],
  [
    'a text tower without tokenizer',
    { 'textual/tokenizer.json': null },
    'bundle-file-missing: The model has no textual/tokenizer.json.',
  ],
  [
    'a tokenizer that is a web page',
    { 'textual/tokenizer.json': '<html>' },
    'bundle-file-broken: textual/tokenizer.json is not valid JSON.',
  ],
  [
    'a tokenizer of another kind',
    { 'textual/tokenizer.json': '{"model": {"type": "Wonder"}}' },
    'bundle-file-broken: textual/tokenizer.json does not describe a tokenizer.',
  ],
];

it.each(rows)('%s', async (_, change, message) => {
  expect(await complaint(change)).toBe(message);
});
