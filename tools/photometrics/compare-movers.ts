import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareShifts } from '../../src/analysis/embedding/shift-comparison';
import { comparedPolicies, shiftMovers } from '../../src/analysis/embedding/shift-movers';
import type { EmbeddedText } from '../../src/photometrics/dictionary/make-policy';
import { readOffsetsFile } from '../../src/augmentation/offsets-file';
import { StreetShifts } from '../../src/augmentation/street-shifts';
import { familyVersion } from '../../src/photometrics/parameters';
import { poolOffsets } from '../../src/runs/records/offsets-record';
import { conditionName, conditionOfPrompt } from '../../src/scenes';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { withMoversSection } from '../align/movers-section';
import { builtinDictionary } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';

/** Streets of the split `val`; none of them is in the dictionary. */
const streets = 60;

/**
 * Where the shipped offsets, what text chooses, its control and the text direction point, against real weather, in the embedding and in V_a; writes
 * docs/alignment-movers.json.
 * @param root of the repository
 */
export async function compareMovers(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const dictionary = await builtinDictionary(root, model);
  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const texts = [sourcePrompt, ...targetPrompts];
  const embeddings = await model.embedTexts(texts);
  const [source, ...targets] = texts.map((text, at): EmbeddedText => ({ text, embedding: embeddings[at]! }));
  const offsets = readOffsetsFile(readFileSync(join(root, 'models/builtin/offsets/weather.safetensors')));
  const meter = new StreetShifts(model.tower, model.preprocessing, 'val', {
    conditions: targetPrompts.map((prompt) => conditionName(conditionOfPrompt(prompt)!)),
    policies: comparedPolicies(dictionary, source!, targets),
    offsets,
  });
  for (let index = 0; index < streets; index++) {
    await meter.add(index);
    if ((index + 1) % 10 === 0) console.error(`${index + 1} of ${streets} streets`);
  }
  const measured = meter.result();
  const explained = { title: '“weather”, shipped', offsets, pooled: poolOffsets(offsets) };
  const compared = compareShifts(measured, shiftMovers(measured, explained, source!, targets));
  const rows = compared.map(({ title, space, whole, apart }) => ({
    title,
    space,
    own: whole.meanDiagonal,
    others: whole.meanOffDiagonal,
    right: whole.right,
    judged: whole.judged,
    apart: apart.meanDiagonal,
  }));
  const result = { family: familyVersion, model: model.hash, streets, rows };
  writeFileSync(join(root, 'docs/alignment-movers.json'), `${JSON.stringify(result, null, 2)}\n`);
  const page = join(root, 'docs/alignment.md');
  writeFileSync(page, withMoversSection(readFileSync(page, 'utf8'), streets, rows));
  return result;
}
