import type { BundleFile } from './bundle/bundle-files';
import { checkTowers, readBundle } from './bundle/model-bundle';
import { tinyFile } from './testing';
import { createTextEncoder } from './text/text-encoder';

/** What a file holds in place of the tiny model's own; null where it is missing. */
export type Content = Uint8Array | string | null;

/** A label, the files that are changed, and the complaint. */
export type BrokenFile = readonly [label: string, change: Readonly<Record<string, Content>>, complaint: string];

const usual = ['config.json', 'visual/model.onnx', 'textual/model.onnx', 'textual/tokenizer.json'];

/** Loads the tiny model with some of its files changed, as far as a first text, and gives the complaint. */
export async function complaint(change: Readonly<Record<string, Content>>): Promise<string> {
  const contents = new Map<string, Content>(usual.map((path) => [path, tinyFile(path)]));
  for (const [path, content] of Object.entries(change)) contents.set(path, content);
  const files = [...contents].flatMap(([path, content]): BundleFile[] =>
    content === null ? [] : [{ path, file: new Blob([content as BlobPart]) }],
  );
  try {
    const bundle = await readBundle(files);
    const encoder = await createTextEncoder(await bundle.textTower());
    const [encoded] = await encoder.embed(['a photo of a car']);
    await encoder.dispose();
    checkTowers(bundle.visual, encoded!.embedding);
    return 'no complaint';
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    return `${code}: ${message}`;
  }
}
