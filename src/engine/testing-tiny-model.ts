import { writeOffsetsFile } from '../augmentation/offsets-file';
import { withActivationNode } from '../clip/onnx/testing-onnx';
import { tinyFile, tinyWeights } from '../clip/testing';
import { writeDetectorFile } from '../detector/detector-file';
import { initialDetectorWeights } from '../detector/initial-weights';
import { tinyDetectorConfig } from '../detector/testing';
import { Random } from '../math/random';
import { detectorPresets } from '../method/detector-config';
import type { ModelSource } from './engine';
import { tinyBundle } from './testing';

/** A detector file that fits the tiny model: random heads, for pictures of 64 pixels. */
export function tinyDetectorFile(
  title: string,
  provenance: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const config = { ...tinyDetectorConfig, classes: detectorPresets.builtin.classes };
  const weights = initialDetectorWeights(config, tinyWeights().architecture, title.length);
  const file = {
    config,
    provenance: { title, trainedOn: 'nothing', seed: '1', ...provenance },
    folded: false,
    weights,
  };
  return writeDetectorFile(file, 'F32') as Uint8Array<ArrayBuffer>;
}

function tinyOffsetsFile(): Uint8Array<ArrayBuffer> {
  const { grid, featureChannels: channels } = tinyWeights().architecture;
  const random = new Random(7);
  return writeOffsetsFile({
    sourcePrompt: 'an image taken during the day',
    targetPrompts: ['an image taken on a rain night'],
    channels,
    height: grid,
    width: grid,
    values: Float32Array.from({ length: channels * grid * grid }, () => 0.1 * random.normal()),
  });
}

/** The tiny model with the detectors “baseline” and “clip-the-gap” and the offsets “example”. */
export function tinyModel(): Extract<ModelSource, { kind: 'files' }> {
  const { files } = tinyBundle();
  const shipped = {
    'detectors/baseline.safetensors': tinyDetectorFile('Baseline'),
    'detectors/clip-the-gap.safetensors': tinyDetectorFile('With offsets'),
    'offsets/example.safetensors': tinyOffsetsFile(),
  };
  const added = Object.entries(shipped).map(([path, bytes]) => ({ path: `tiny/${path}`, file: new Blob([bytes]) }));
  return { kind: 'files', files: [...files, ...added] };
}

/** The tiny model, but with the GELU that exporters put in the place of QuickGELU. */
export function tinyModelWithGelu(): Extract<ModelSource, { kind: 'files' }> {
  const text = new Blob([withActivationNode(tinyFile('textual/model.onnx'), 'Gelu')]);
  const files = tinyBundle().files.map(({ path, file }) => ({
    path,
    file: path.endsWith('textual/model.onnx') ? text : file,
  }));
  return { kind: 'files', files };
}
