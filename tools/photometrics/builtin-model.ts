import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parsePreprocessing, type Preprocessing } from '../../src/clip/image/preprocess';
import { readVisualOnnx } from '../../src/clip/onnx/visual-onnx';
import { createTextEncoder } from '../../src/clip/text/text-encoder';
import { createVisualTower, type VisualTower } from '../../src/clip/tower/modified-resnet';
import { sha256 } from '../../src/math/sha256';
import { activateBackend } from '../../src/tensor/backend';

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
  const require = createRequire(join(root, 'package.json'));
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  // The wasm backend asks for both where it finds itself in Node; modules have neither.
  Object.assign(globalThis, { require, __dirname: wasm });
  await activateBackend('wasm', { wasmPaths: join(wasm, '/') });
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
