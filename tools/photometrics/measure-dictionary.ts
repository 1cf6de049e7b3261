import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readDictionaryFile, writeDictionaryFile } from '../../src/augmentation/dictionary-file';
import { dictionaryIdentity, DictionaryRun, dictionaryStart } from '../../src/augmentation/dictionary-run';
import { identityDifferences, type PhotometricDictionary } from '../../src/photometrics/dictionary/dictionary';
import { neutralPrompts } from '../../src/photometrics/dictionary/neutral-prompts';
import { builtinDictionaryPath, builtinDictionaryRequest } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';

/** Transforms between two parts that are kept. */
const partEvery = 20;

/**
 * Measures the dictionary that the built-in model ships, and writes it. Whoever is cut off goes on from the part below `.cache/photometrics`.
 * @param root of the repository
 */
export async function measureDictionary(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const request = builtinDictionaryRequest();
  const identity = dictionaryIdentity(request, model.hash, model.preprocessing);
  const partFile = join(root, '.cache/photometrics/dictionary-part.safetensors');
  mkdirSync(dirname(partFile), { recursive: true });
  const part = existsSync(partFile) ? await readPart(partFile) : null;
  const resumeFrom = part !== null && identityDifferences(part.identity, identity).length === 0 ? part : null;
  const texts = resumeFrom?.neutralTexts ?? (await model.embedTexts(neutralPrompts));
  const start = dictionaryStart(identity, texts, resumeFrom);
  const run = await DictionaryRun.open(model.tower, model.preprocessing, request, start);
  while (!run.isWhole) {
    await run.step();
    if (run.done % partEvery !== 0) continue;
    writeFileSync(partFile, writeDictionaryFile(run.dictionary()));
    console.error(`${run.done} of ${request.transformCount} transforms`);
  }
  const file = join(root, builtinDictionaryPath);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writeDictionaryFile(run.dictionary()));
  return { file: builtinDictionaryPath, ...identity };
}

/** What a run that was cut off while it wrote has left is no part. */
async function readPart(file: string): Promise<PhotometricDictionary | null> {
  return readDictionaryFile(readFileSync(file)).catch(() => null);
}
