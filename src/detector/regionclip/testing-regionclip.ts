/** The small random detector of `goldens/regionclip.py`, whole or changed. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { byteSourceOf, type ByteSource } from '../../formats/byte-source';
import type { PickleValue } from '../../formats/torch/pickle-values';
import { pickleOf, tensorValue, torchZip } from '../../formats/torch/testing-torch';
import { openTorchFile } from '../../formats/torch/torch-file';
import type { WeightTensor } from '../../clip/weights/visual-weights';
import { inferArchitecture, type VisualArchitecture } from '../../clip/tower/architecture';
import type { RgbImage } from '../../geometry/rgb-image';
import type { ClassTexts } from './regionclip-names';

/** The checkpoint as torch wrote it. */
export const regionclipBytes = new Uint8Array(
  gunzipSync(readFileSync(new URL('goldens/regionclip.pth.gz', import.meta.url))),
);

const tensors = (await openTorchFile(byteSourceOf(regionclipBytes))).tensors;
const weights = new Map<string, WeightTensor>();
for (const [name, tensor] of tensors) weights.set(name, { shape: tensor.shape, data: await tensor.readFloat32() });

/** The sizes of its CLIP. */
export const regionclipArchitecture: VisualArchitecture = inferArchitecture(
  (name) => tensors.get(`backbone.${name}`)?.shape,
);

/** A checkpoint with other tensors. @param change gets all of them, to add, replace and delete */
export function regionclipFile(
  change: (model: Map<string, WeightTensor>) => void,
  { prefix = '', iteration }: { readonly prefix?: string; readonly iteration?: number } = {},
): ByteSource {
  const changed = new Map(weights);
  change(changed);
  const storages: Record<string, Uint8Array> = {};
  const model = new Map<string, PickleValue>();
  for (const [name, { shape, data }] of changed) {
    const key = String(model.size);
    model.set(prefix + name, tensorValue(key, data.length, shape));
    storages[key] = new Uint8Array(data.slice().buffer);
  }
  const root = new Map<string, PickleValue>([['model', model]]);
  if (iteration !== undefined) root.set('iteration', iteration);
  return byteSourceOf(torchZip({ pickle: pickleOf(root), storages }));
}

/** A text tower of the detector's CLIP: each text has the embedding of its length, a unit vector along one axis. */
export const oneAxisTexts: ClassTexts = {
  architecture: regionclipArchitecture,
  embed: (texts) =>
    Promise.resolve(
      texts.map(({ length }) => {
        const row = new Float32Array(regionclipArchitecture.embeddingDim);
        row[length % row.length] = 1;
        return row;
      }),
    ),
};

/** What `picture` of `goldens/regionclip.py` makes. */
export function regionclipPicture(): RgbImage {
  const [width, height] = [251, 187];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) {
    const [x, y, c] = [Math.floor(at / 3) % width, Math.floor(at / 3 / width), at % 3];
    data[at] = Math.floor(x / 23) * 41 + Math.floor(y / 17) * 67 + c * 29 + Math.floor((x * y) / 90);
  }
  return { width, height, data };
}
