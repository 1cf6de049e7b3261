/** RegionCLIP's layout against PyTorch: `goldens/regionclip.py` writes the checkpoint and what it finds. */
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { tinyWeights } from '../../clip/testing';
import { byteSourceOf } from '../../formats/byte-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { boxXYXY } from '../../geometry/box';
import { postprocess } from '../../geometry/detections';
import { iou } from '../../geometry/iou';
import { describeOnBackends, expectClose } from '../../tensor/testing';
import type { DetectorConfig } from '../../method/detector-config';
import { readDetectorCheckpoint } from '../detector-checkpoint';
import { detectorOf } from '../detector';
import { createDetectorModel } from '../detector-model';
import { createImageBatch } from '../image-batch';
import { selectProposals } from '../proposals';
import { oneAxisTexts, regionclipBytes, regionclipPicture } from './testing-regionclip';
import { resizeForDetector } from '../working-size';

const golden = await openSafetensors(readFileSync(new URL('goldens/regionclip.safetensors', import.meta.url)));
const values = (name: string): Promise<Float32Array> => golden.get(name).readFloat32();
const { detector } = await readDetectorCheckpoint(byteSourceOf(regionclipBytes), {}, oneAxisTexts);
/** As `SHORT`, `LONGEST` and `POST_NMS` there. */
const config: DetectorConfig = {
  ...detector.config,
  imageShortSide: 168,
  imageMaxSide: 280,
  rpnPostNmsTopN: { training: 1, testing: 100 },
};
const photo = regionclipPicture();

await describeOnBackends(['wasm'], 'RegionCLIP’s layout', () => {
  const createModel = () =>
    createDetectorModel({
      // Of other sizes than the detector's own: it stands alone.
      visualWeights: tinyWeights(),
      detectorWeights: detector.weights,
      config,
      classEmbeddings: [],
    });

  it('has the raw outputs of PyTorch: proposal network, cosines and deltas', async () => {
    const model = createModel();
    const input = resizeForDetector(photo, config);
    const map = model.proposalTower!.forward(input);
    expect(map.shape).toEqual([1, 11, 15, 64]);
    const { objectnessLogits, anchorDeltas } = model.rpnHead.forward(map);
    await expectClose(objectnessLogits, await values('objectness_logits'), { absolute: 1e-4 });
    await expectClose(anchorDeltas, await values('anchor_deltas'), { absolute: 1e-4 });

    const proposals = await values('proposals');
    const { boxes } = selectProposals(
      {
        anchors: model.anchors(11, 15),
        objectnessLogits: (await objectnessLogits.data()) as Float32Array,
        anchorDeltas: (await anchorDeltas.data()) as Float32Array,
        imageSize: input,
      },
      { preNmsTopN: 6000, postNmsTopN: 100, nmsThresh: 0.7 },
    );
    await expectClose(tf.tensor1d(boxes), proposals, { absolute: 1e-2 });

    const pixels = tf.tidy(() => model.tower.res4Features(createImageBatch([input]).pixels));
    expect(pixels.shape.slice(1, 3)).toEqual([10, 14]);
    const { predClassLogits, predBoxDeltas } = model.regionHead.forward(
      pixels,
      tf.tensor2d(proposals, [100, 4]),
      tf.zeros([100], 'int32'),
    );
    const cosines = (logits: Float32Array) => logits.map((logit) => logit / config.logitScale);
    await expectClose(
      tf.tensor1d(cosines((await predClassLogits.data()) as Float32Array)),
      cosines(await values('class_logits')),
      { absolute: 1e-4 },
    );
    await expectClose(predBoxDeltas, await values('box_deltas'), { absolute: 1e-4 });
    model.dispose();
  });

  it('finds the 100 detections of PyTorch', async () => {
    const model = createModel();
    const raw = await detectorOf(model).detect(photo, null);
    const found = postprocess(raw, { boxScoreThresh: 0.001, boxNmsThresh: 0.5, detectionsPerImage: 100 });
    const [boxes, scores, classes] = await Promise.all(
      ['detection_boxes', 'detection_scores', 'detection_classes'].map(values),
    );
    expect(found).toHaveLength(100);
    expect(scores).toHaveLength(100);
    const left = new Set(found);
    for (const [at, score] of scores!.entries()) {
      const [x1, y1, x2, y2] = boxes!.subarray(at * 4) as unknown as [number, number, number, number];
      const same = [...left].find(
        (one) =>
          one.classIndex === classes![at] &&
          Math.abs(one.score - score) <= 0.03 &&
          iou(one.box, boxXYXY(x1, y1, x2, y2)) >= 0.9,
      );
      expect(same, `detection ${at}`).toBeDefined();
      left.delete(same!);
    }
    model.dispose();
  });
});
