import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readBundle } from '../../src/clip/bundle/model-bundle';
import type { Preprocessing } from '../../src/clip/image/preprocess';
import { createTextEncoder } from '../../src/clip/text/text-encoder';
import { createVisualTower, type VisualTower } from '../../src/clip/tower/modified-resnet';
import { startWasm } from '../wasm-in-node';

/** Of the repository. */
export const builtinFolder = 'models/builtin';

/** The built-in CLIP in this process, on wasm. */
export interface BuiltinModel {
  /** As the page gives it: of the visual and the text weights. */
  readonly hash: string;
  readonly tower: VisualTower;
  readonly preprocessing: Preprocessing;
  /** Unit text embeddings, `[D]` each. */
  embedTexts(texts: readonly string[]): Promise<readonly Float32Array[]>;
}

/** @param root of the repository */
export async function openBuiltinModel(root: string): Promise<BuiltinModel> {
  await startWasm(root);
  const { hash, visual, preprocessing, textTower } = await readBundle(filesBelow(join(root, builtinFolder)));
  return {
    hash,
    tower: createVisualTower(visual),
    preprocessing,
    embedTexts: async (texts) => {
      const encoder = await createTextEncoder(await textTower());
      const encoded = await encoder.embed(texts);
      await encoder.dispose();
      return encoded.map(({ embedding }) => embedding);
    },
  };
}

function filesBelow(folder: string): readonly { readonly path: string; readonly file: Blob }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(folder, path), file: new Blob([readFileSync(path)]) }));
}
