import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePreprocessing, type Preprocessing } from '../../src/clip/image/preprocess';
import { readVisualOnnx } from '../../src/clip/onnx/visual-onnx';
import { createTextEncoder } from '../../src/clip/text/text-encoder';
import { createVisualTower, type VisualTower } from '../../src/clip/tower/modified-resnet';
import { sha256 } from '../../src/math/sha256';
import { startWasm } from '../wasm-in-node';

/** The built-in CLIP in this process, on wasm. */
export interface BuiltinModel {
  /** SHA-256 of the visual graph. */
  readonly visualHash: string;
  readonly tower: VisualTower;
  readonly preprocessing: Preprocessing;
  /** Unit text embeddings, `[D]` each. */
  embedTexts(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** @param root of the repository */
export async function openBuiltinModel(root: string): Promise<BuiltinModel> {
  const bytes = (path: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(readFileSync(join(root, 'models/builtin', path)));
  const utf8 = (path: string): string => readFileSync(join(root, 'models/builtin', path), 'utf8');
  await startWasm(root);
  const visual = bytes('visual/model.onnx');
  const weights = readVisualOnnx(visual);
  return {
    visualHash: sha256([visual]),
    tower: createVisualTower(weights),
    preprocessing: parsePreprocessing(utf8('visual/preprocess_cfg.json'), weights.architecture.resolution),
    embedTexts: async (texts) => {
      const encoder = await createTextEncoder({
        name: 'textual/model.onnx',
        model: bytes('textual/model.onnx'),
        external: [],
        tokenizerJson: utf8('textual/tokenizer.json'),
        tokenizerConfigJson: utf8('textual/tokenizer_config.json'),
      });
      const encoded = await encoder.embed(texts);
      await encoder.dispose();
      return encoded.map(({ embedding }) => embedding);
    },
  };
}
