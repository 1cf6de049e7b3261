import * as tf from '@tensorflow/tfjs-core';
import { it } from 'vitest';
import { encodeBoxes, roiBoxWeights } from '../geometry/box-coder';
import { describeOnBackends, expectClose, testValues } from '../tensor/testing';
import { boxLoss, classificationLoss, rpnBoxLoss, rpnObjectnessLoss } from './losses';
import { regionBatch, rpnTargetTensors } from './target-tensors';

const proposals = Float32Array.of(0.8, 1.1, 3.2, 2.8, 2.3, 2.5, 7, 8);
const gtBoxes = Float32Array.of(1, 1, 3, 3, 2, 2, 6, 6);

await describeOnBackends(['cpu', 'wasm'], 'losses', () => {
  /** detectron2's own test case, as two regions of one image padded to `rows`. */
  const regions = (rows: number) => {
    const boxes = new Float32Array(rows * 4);
    boxes.set(proposals);
    const deltas = new Float32Array(rows * 4);
    deltas.set(encodeBoxes(proposals, gtBoxes, roiBoxWeights));
    const classIndices = new Int32Array(rows).fill(5);
    classIndices.set([1, 2]);
    return regionBatch([{ boxes, classIndices, deltas, count: 2 }], 5);
  };

  it.each([2, 7])('meet F8 with zero logits and zero deltas, in %i rows', async (rows) => {
    const targets = regions(rows);
    await expectClose(classificationLoss(tf.zeros([rows, 6]), targets), [Math.log(6)], { absolute: 1e-6 });
    await expectClose(boxLoss(tf.zeros([rows, 20]), targets), [4.036318], { absolute: 2e-6 });
  });

  it('ignore what fills the batch', async () => {
    const logits = testValues([7, 6], 1) as tf.Tensor2D;
    const deltas = testValues([7, 20], 2) as tf.Tensor2D;
    const first = (x: tf.Tensor2D) => tf.slice(x, [0, 0], [2, -1]);
    await expectClose(classificationLoss(logits, regions(7)), classificationLoss(first(logits), regions(2)));
    await expectClose(boxLoss(deltas, regions(7)), boxLoss(first(deltas), regions(2)));
  });

  it('divide the proposal losses by what should have been sampled', async () => {
    const targets = rpnTargetTensors(
      [
        {
          labels: Float32Array.of(1, 0, 0),
          sampled: Float32Array.of(1, 1, 0),
          deltas: Float32Array.of(1, -2, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        },
      ],
      { rpnBatchSizePerImage: 4 },
    );
    const logits = tf.tensor2d([[2, -1, 50]]);
    const expected = (Math.log(1 + Math.exp(-2)) + Math.log(1 + Math.exp(-1))) / 4;
    await expectClose(rpnObjectnessLoss(logits, targets), [expected], { absolute: 1e-6 });
    await expectClose(rpnBoxLoss(tf.ones([1, 3, 4]), targets), [(0 + 3 + 0.5 + 1) / 4], { absolute: 1e-6 });
    const gradient = tf.grad((x) => rpnObjectnessLoss(x as tf.Tensor2D, targets))(logits);
    await expectClose(gradient, [(1 / (1 + Math.exp(-2)) - 1) / 4, 1 / (1 + Math.exp(1)) / 4, 0], { absolute: 1e-6 });
  });
});
