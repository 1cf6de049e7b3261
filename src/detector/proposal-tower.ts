/**
 * The tower that some detectors have for their proposals alone (microsoft/RegionCLIP `modeling/meta_arch/clip_rcnn.py`, `offline_backbone`):
 * detectron2's ResNet C4 with Caffe's input, B, G, R from 0 to 255 less a mean.
 */
import * as tf from '@tensorflow/tfjs-core';
import { imageTensor } from '../clip/image/image-tensor';
import { type ConvBn, createConvBn } from '../clip/tower/conv-bn';
import type { RgbImage } from '../geometry/rgb-image';
import type { NamedWeights } from './named-weights';
import { type ProposalBlock, proposalTowerLayout } from './proposal-tower-shapes';

/** detectron2's `MODEL.PIXEL_MEAN`, in the order B, G, R. */
const caffeMean = [103.53, 116.28, 123.675] as const;

export interface ProposalTower {
  /** C, channels of its map. */
  readonly channels: number;
  /** @param image at the detector's size @returns `[1, ⌈H / 16⌉, ⌈W / 16⌉, C]`, the caller's */
  forward(image: RgbImage): tf.Tensor4D;
  dispose(): void;
}

interface Block {
  forward(x: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/** @throws ModelError `unsupported-model` where a weight is missing or of another shape */
export function createProposalTower(tensors: NamedWeights): ProposalTower {
  const { stem, blocks, channels } = proposalTowerLayout((name) => tensors.get(name)?.shape);
  const weights = { tensors, folded: false };
  const first = createConvBn(weights, stem, 'frozen', 2);
  const rest = blocks.map((block) => createBlock(weights, block));
  return {
    channels,
    forward(image) {
      let x = tf.tidy(() => tf.maxPool(first.forward(caffeBatch(image), true), 3, 2, 1, 'floor'));
      // One block's maps at a time: the finest of an image of a thousand pixels takes 70 MB.
      for (const block of rest) {
        const y = tf.tidy(() => block.forward(x));
        x.dispose();
        x = y;
      }
      return x;
    },
    dispose: () => {
      for (const part of [first, ...rest]) part.dispose();
    },
  };
}

/** 1×1, 3×3, 1×1, plus the shortcut. */
function createBlock(weights: Parameters<typeof createConvBn>[0], { stride, convs, shortcut }: ProposalBlock): Block {
  const [conv1, conv2, conv3] = convs.map((name, at) =>
    createConvBn(weights, name, 'frozen', at === 0 ? stride : 1),
  ) as [ConvBn, ConvBn, ConvBn];
  const beside = shortcut ? createConvBn(weights, shortcut, 'frozen', stride) : undefined;
  return {
    forward: (x) => {
      const main = tf.tidy(() => conv3.forward(conv2.forward(conv1.forward(x, true), true), false));
      return tf.relu(tf.add(main, beside ? beside.forward(x, false) : x));
    },
    dispose: () => {
      for (const conv of [conv1, conv2, conv3, beside]) conv?.dispose();
    },
  };
}

function caffeBatch({ width, height, data }: RgbImage): tf.Tensor4D {
  return imageTensor(1, { height, width }, (_, pixels) => {
    for (let at = 0; at < pixels.length; at += 3)
      for (let c = 0; c < 3; c++) pixels[at + c] = data[at + 2 - c]! - caffeMean[c]!;
  });
}
