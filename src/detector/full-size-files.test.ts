/**
 * Files of the public sizes, on request: `python models/pretrain/torch_files.py --full DIR --model RN101` writes them with random weights,
 * `FULL_MODELS=DIR npx vitest run full-size` reads them.
 */
import { openAsBlob } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStateDict } from '../clip/weights/open-state-dict';
import { textStateDict } from '../clip/weights/text-state-dict';
import { visualWeightsFromStateDict } from '../clip/weights/visual-state-dict';
import type { VisualWeights } from '../clip/weights/visual-weights';
import { blobSourceOf } from '../formats/blob-source';
import type { ByteSource } from '../formats/byte-source';
import { readDomaingenCheckpoint } from './domaingen-checkpoint';

const folder = process.env['FULL_MODELS'];

/** The file as a browser holds it, counting what is read. */
async function opened(name: string): Promise<{ readonly source: ByteSource; read(): number }> {
  const source = blobSourceOf(await openAsBlob(join(folder ?? '', name)));
  let read = 0;
  return {
    source: {
      size: source.size,
      read: (start, end) => {
        read += end - start;
        return source.read(start, end);
      },
    },
    read: () => read,
  };
}

function largestDifference(a: VisualWeights, b: VisualWeights): number {
  let largest = 0;
  for (const [name, { data }] of a.tensors) {
    const other = b.tensors.get(name)!.data;
    for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]! - other[i]!));
  }
  return largest;
}

describe.skipIf(folder === undefined)('files of the public sizes', () => {
  it('all hold the same tower, and only it is read', { timeout: 300_000 }, async () => {
    const { source } = await opened('open_clip_model.safetensors');
    const reference = await visualWeightsFromStateDict(await openStateDict(source));
    const elements = [...reference.tensors.values()].reduce((sum, { data }) => sum + data.length, 0);
    for (const [name, bytes] of [
      ['openai.pt', 2],
      ['open_clip_pytorch_model.bin', 4],
      ['timm.safetensors', 4],
      ['domaingen.pth', 4],
    ] as const) {
      const file = await opened(name);
      const tensors = await openStateDict(file.source);
      expect(file.read(), name).toBeLessThan(3_000_000);
      const weights = await visualWeightsFromStateDict(tensors);
      expect(weights.architecture).toEqual(reference.architecture);
      expect(largestDifference(reference, weights), name).toBeLessThan(bytes === 2 ? 1e-3 : 1e-12);
      expect(file.read(), name).toBeLessThan(bytes * elements * 1.01 + 3_000_000);
      expect(textStateDict(tensors)?.has('text_projection'), name).toBe(name === 'timm.safetensors' ? undefined : true);
    }
  });

  it('of a checkpoint of a gigabyte, detector and offsets are read alone', { timeout: 300_000 }, async () => {
    const file = await opened('domaingen.pth');
    const { detector, offsets } = await readDomaingenCheckpoint(file.source);
    const { featureChannels } = (await visualWeightsFromStateDict(await openStateDict(file.source))).architecture;
    expect(detector.weights.get('proposal_generator.rpn_head.conv.weight')!.shape).toEqual([
      featureChannels,
      featureChannels,
      3,
      3,
    ]);
    expect(offsets!.targetPrompts).toHaveLength(15);
    expect(detector.weights.get('visual.layer4.0.bn3.running_mean')!.data[0]).toBe(0.25);
    expect(file.source.size).toBeGreaterThan(1e9);
  });
});
