import { tinyWeights } from '../clip/testing';
import type { PickleValue } from '../formats/torch/pickle-values';
import { pickleOf, tensorValue, torchZip } from '../formats/torch/testing-torch';

/** A checkpoint of vidit09/domaingen: the tiny tower under its name, and heads of zeros for so many classes and targets. */
export function domaingenFile(
  classes: number,
  targets: number | readonly number[] | null,
  anchors = 15,
  { prefix = '', key: container = 'model', integers = '' } = {},
): Uint8Array<ArrayBuffer> {
  const storages: Record<string, Uint8Array> = {};
  const model = new Map<string, PickleValue>();
  const put = (name: string, shape: readonly number[], bytes: Uint8Array): void => {
    const key = String(model.size);
    const type = name === integers ? 'IntStorage' : 'FloatStorage';
    model.set(prefix + name, tensorValue(key, bytes.length / 4, shape, { type }));
    storages[key] = bytes;
  };
  const add = (name: string, shape: readonly number[]): void =>
    put(name, shape, new Uint8Array(4 * shape.reduce((product, size) => product * size, 1)));
  for (const [name, { shape, data }] of tinyWeights().tensors)
    put(`backbone.enc.${name}`, shape, new Uint8Array(data.slice().buffer));
  const rpn = 'proposal_generator.rpn_head';
  add(`${rpn}.objectness_logits.weight`, [anchors, 128, 1, 1]);
  add(`${rpn}.objectness_logits.bias`, [anchors]);
  add(`${rpn}.anchor_deltas.weight`, [4 * anchors, 128, 1, 1]);
  add(`${rpn}.anchor_deltas.bias`, [4 * anchors]);
  add(`${rpn}.conv.weight`, [128, 128, 3, 3]);
  add(`${rpn}.conv.bias`, [128]);
  add('roi_heads.box_predictor.bbox_pred.weight', [4 * classes, 256]);
  add('roi_heads.box_predictor.bbox_pred.bias', [4 * classes]);
  if (targets !== null) add('offsets', typeof targets === 'number' ? [targets, 128, 1, 1] : targets);
  return torchZip({ pickle: pickleOf(new Map([[container, model]])), storages });
}
