import { type ConvName, convNames } from '../../../src/clip/tower/architecture';
import { fold, requireTensor, type VisualWeights } from '../../../src/clip/weights/visual-weights';
import { onnxFile, onnxInitializer, onnxNode, onnxValue } from '../../../src/formats/onnx/onnx-writer';

/**
 * V_a as an ONNX graph, norms folded: `image` [B, 3, R, R] → `features` [B, C, R/16, R/16]. The same operators as an export by torch,
 * after the folding that onnxruntime would do itself.
 */
export function vaGraph(weights: VisualWeights, batch: number): Uint8Array<ArrayBuffer> {
  const folded = fold(weights);
  const { blocks, resolution, featureChannels, grid } = weights.architecture;
  const names = convNames(weights.architecture).filter(({ conv }) => !conv.startsWith('layer4'));
  const known = new Map(names.map((name) => [name.conv, name]));
  const fields: Uint8Array[] = [];
  let count = 0;
  const op = (type: string, inputs: readonly string[], attributes: Parameters<typeof onnxNode>[3] = {}): string => {
    const output = `v${count++}`;
    fields.push(onnxNode(type, inputs, [output], attributes));
    return output;
  };
  const conv = (x: string, name: string, stride = 1): string => {
    const [, , height, width] = (known.get(name) as ConvName).shape;
    const pad = (height - 1) / 2;
    return op('Conv', [x, `${name}.weight`, `${name}.bias`], {
      kernel_shape: [height, width],
      strides: [stride, stride],
      pads: [pad, pad, pad, pad],
    });
  };
  const relu = (x: string): string => op('Relu', [x]);
  const pool = (x: string): string => op('AveragePool', [x], { kernel_shape: [2, 2], strides: [2, 2] });

  let x = relu(conv(relu(conv(relu(conv('image', 'conv1', 2)), 'conv2')), 'conv3'));
  x = pool(x);
  for (const [layer, blockCount] of blocks.slice(0, 3).entries()) {
    for (let block = 0; block < blockCount; block++) {
      const prefix = `layer${layer + 1}.${block}`;
      const strides = block === 0 && layer > 0;
      let main = relu(conv(relu(conv(x, `${prefix}.conv1`)), `${prefix}.conv2`));
      if (strides) main = pool(main);
      const shortcut = block === 0 ? conv(strides ? pool(x) : x, `${prefix}.downsample.0`) : x;
      x = relu(op('Add', [conv(main, `${prefix}.conv3`), shortcut]));
    }
  }
  fields.push(onnxNode('Identity', [x], ['features']));
  for (const { conv: name, shape } of names) {
    fields.push(onnxInitializer(`${name}.weight`, 'F32', shape, requireTensor(folded, `${name}.weight`).data));
    fields.push(onnxInitializer(`${name}.bias`, 'F32', [shape[0]], requireTensor(folded, `${name}.bias`).data));
  }
  fields.push(onnxValue('input', 'image', 'F32', [batch, 3, resolution, resolution]));
  fields.push(onnxValue('output', 'features', 'F32', [batch, featureChannels, grid, grid]));
  return onnxFile(17, fields);
}
