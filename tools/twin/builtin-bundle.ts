import { openAsBlob, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelBundle, readBundle } from '../../src/clip/bundle/model-bundle';
import { createTextEncoder } from '../../src/clip/text/text-encoder';
import type { DetectorConfig } from '../../src/method/detector-config';

/**
 * The built-in bundle, read as the page reads it.
 * @param root of the repository
 */
export async function readBuiltinBundle(root: string): Promise<ModelBundle> {
  const folder = join(root, 'models/builtin');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name));
  return readBundle(
    await Promise.all(
      paths.map(async (path) => ({
        path: path.slice(folder.length + 1).replaceAll('\\', '/'),
        file: await openAsBlob(path),
      })),
    ),
  );
}

/** Unit embeddings `[D]` of the class prompts, in the order of the classes. */
export async function classEmbeddings(
  bundle: ModelBundle,
  { classes, promptTemplate }: Pick<DetectorConfig, 'classes' | 'promptTemplate'>,
): Promise<readonly Float32Array[]> {
  const encoder = await createTextEncoder(await bundle.textTower());
  try {
    const encoded = await encoder.embed(classes.map((name) => promptTemplate.replaceAll('{}', name)));
    return encoded.map(({ embedding }) => embedding);
  } finally {
    await encoder.dispose();
  }
}
