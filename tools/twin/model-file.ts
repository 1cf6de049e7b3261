import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wellFormedJson } from '../../src/formats/text/well-formed-json';
import { writeSafetensors } from '../../src/formats/safetensors/safetensors';
import { concatenate } from '../../src/math/concatenate';
import { detectorPresets } from '../../src/method/detector-config';
import { classEmbeddings, readBuiltinBundle } from './builtin-bundle';
import { root } from '../install.mjs';
import { cacheFolder } from './cache-folder';

const file = join(cacheFolder, 'model.safetensors');
const hashFile = join(cacheFolder, 'model-hash.txt');

/**
 * Writes what the twin needs of the built-in bundle, unless it is there: the visual tower, the class embeddings, and the detector's configuration.
 * @returns the bundle's hash
 */
export async function writeModelFile(): Promise<string> {
  const bundle = await readBuiltinBundle(root);
  if (existsSync(file) && existsSync(hashFile) && readFileSync(hashFile, 'utf8') === bundle.hash) return bundle.hash;
  const config = detectorPresets.builtin;
  const embeddings = await classEmbeddings(bundle, config);
  const tensors = [
    ...Array.from(bundle.visual.tensors, ([name, tensor]) => ({ name, dtype: 'F32' as const, ...tensor })),
    {
      name: 'classEmbeddings',
      dtype: 'F32' as const,
      shape: [embeddings.length, embeddings[0]!.length],
      data: concatenate(embeddings),
    },
  ];
  mkdirSync(cacheFolder, { recursive: true });
  writeFileSync(`${file}.part`, writeSafetensors(tensors, { config: wellFormedJson(config) }));
  renameSync(`${file}.part`, file);
  writeFileSync(hashFile, bundle.hash);
  return bundle.hash;
}
