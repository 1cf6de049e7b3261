/** ONNX files of the form of a detection network whose answers are given: no network was trained for them. */
import { onnxFile, onnxInitializer, onnxNode, onnxValue } from '../../formats/onnx/onnx-writer';

/** What a made network answers. Q queries, C classes. */
export interface MadeAnswers {
  /** `[Q][C]`, for a black image. */
  readonly logits: readonly (readonly number[])[];
  /** What the largest of `pixel_values` is multiplied with before it is added to every logit; 0 by default. */
  readonly brightness?: number;
  /** `[Q][4]` centre, width and height, as parts of the image. */
  readonly boxes: readonly (readonly number[])[];
}

/** A file that answers so, whatever it sees. */
export function madeProposalNetwork({ logits, brightness = 0, boxes }: MadeAnswers): Uint8Array<ArrayBuffer> {
  const [queries, classes] = [logits.length, logits[0]?.length ?? 0];
  const floats = (name: string, shape: readonly number[], values: readonly number[]) =>
    onnxInitializer(name, 'F32', shape, Float32Array.from(values));
  return onnxFile(17, [
    onnxNode('ReduceMax', ['pixel_values'], ['brightest'], { axes: [1, 2, 3], keepdims: { int: 0 } }),
    onnxNode('Mul', ['brightest', 'factor'], ['light']),
    onnxNode('Add', ['base', 'light'], ['logits']),
    onnxNode('Identity', ['where'], ['pred_boxes']),
    floats('factor', [1], [brightness]),
    floats('base', [1, queries, classes], logits.flat()),
    floats('where', [1, queries, 4], boxes.flat()),
    onnxValue('input', 'pixel_values', 'F32', ['batch', 3, 'height', 'width']),
    onnxValue('output', 'logits', 'F32', [1, queries, classes]),
    onnxValue('output', 'pred_boxes', 'F32', [1, queries, 4]),
  ]);
}
