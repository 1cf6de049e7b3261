import { readDictionaryFile, writeDictionaryFile } from '../../augmentation/dictionary-file';
import { brokenFile } from '../../errors/broken-file';
import { blobSourceOf } from '../../formats/blob-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { wellFormedJson } from '../../formats/text/well-formed-json';
import { sha256 } from '../../math/sha256';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';

/** Where the source images of a dictionary come from, as the page knows it. */
export interface DictionarySource {
  /** The same for the same choice of images. */
  readonly key: string;
  readonly title: string;
}

/** A dictionary, whole or in part, that was measured on this page. */
export interface KeptDictionary {
  readonly dictionary: PhotometricDictionary;
  readonly modelName: string;
  readonly source: DictionarySource;
}

const broken = brokenFile('Delete it, and measure the transforms anew.');

/** Its name on the shelf: one for each identity. */
export function dictionaryFileName({ identity }: PhotometricDictionary): string {
  const key = [identity.family, identity.model, identity.images, identity.seed, identity.transformCount].join(' ');
  return `${sha256([new TextEncoder().encode(key)]).slice(0, 32)}.safetensors`;
}

/** As `dictionary-file.ts` writes it, with its origin in the metadata. */
export function writeKeptDictionary({ dictionary, modelName, source }: KeptDictionary): Blob {
  const { key, title } = source;
  return new Blob([writeDictionaryFile(dictionary, { modelName, sourceKey: key, sourceTitle: title })]);
}

/** What {@link writeKeptDictionary} wrote. @throws ModelError, FormatError for any other file */
export async function readKeptDictionary(file: Blob): Promise<KeptDictionary> {
  const dictionary = await readDictionaryFile(new Uint8Array(await file.arrayBuffer()));
  const { metadata } = await openSafetensors(blobSourceOf(file));
  const text = (name: string): string => {
    const value = metadata.get(name);
    if (value !== undefined) return value;
    throw broken(`The file does not say its ${name}.`);
  };
  return { dictionary, modelName: text('modelName'), source: { key: text('sourceKey'), title: text('sourceTitle') } };
}

/** The built-in training scenes, from which shipped dictionaries come, too. */
export const builtinSource: DictionarySource = { key: 'builtin', title: 'built-in training scenes' };

/** The key of a part of a data set. */
export function sourceKey({ id, part }: { readonly id: string; readonly part: string }): string {
  return wellFormedJson([id, part]);
}
