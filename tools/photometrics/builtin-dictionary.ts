import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDictionaryFile } from '../../src/augmentation/dictionary-file';
import { dictionaryIdentity, type DictionaryRequest } from '../../src/augmentation/dictionary-run';
import { identityDifferences, type PhotometricDictionary } from '../../src/photometrics/dictionary/dictionary';
import { dictionaryProtocol } from '../../src/photometrics/dictionary/protocol';
import { builtinFolder, type BuiltinModel } from './builtin-model';
import { sourceCondition, streets } from './protocol';

/** Where the bundle has it, from the root of the repository. */
export const builtinDictionaryPath = `${builtinFolder}/photometrics/daytime-clear.safetensors`;

/** The first training streets on a clear day, as the page takes them. */
export function builtinDictionaryRequest(): DictionaryRequest {
  const { imageCount, transformCount, seed } = dictionaryProtocol;
  return { images: streets('train', imageCount, sourceCondition), transformCount, seed };
}

/**
 * The dictionary that the built-in model ships.
 * @param root of the repository
 * @throws Error where it was measured from something else than what is here now
 */
export async function builtinDictionary(root: string, model: BuiltinModel): Promise<PhotometricDictionary> {
  const dictionary = await readDictionaryFile(readFileSync(join(root, builtinDictionaryPath)));
  const wanted = dictionaryIdentity(builtinDictionaryRequest(), model.hash, model.preprocessing);
  const differences = identityDifferences(dictionary.identity, wanted);
  if (differences.length > 0)
    throw new Error(
      `${builtinDictionaryPath} is old: ${differences.join(', ')} changed. Run npm run photometric-dictionary first.`,
    );
  return dictionary;
}
