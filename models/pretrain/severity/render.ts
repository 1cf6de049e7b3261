// npx tsx models/pretrain/severity/render.ts SPLIT CONDITION SEVERITY|default COUNT OUT
// Writes OUT.rgb (COUNT × 256 × 256 × 3 bytes) and OUT.json (per scene its objects: [classIndex, x1, y1, x2, y2]).
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { conditionByName, renderScene, sceneSeed } from '../../../src/scenes';

const [split, conditionName, severity, count, out] = process.argv.slice(2);
if (split !== 'clip' && split !== 'train' && split !== 'val' && split !== 'test') throw new Error(`no split ${split}`);
if (!conditionName || !severity || !count || !out)
  throw new Error('usage: render.ts SPLIT CONDITION SEVERITY|default COUNT OUT');

const condition = conditionByName(conditionName);
if (condition === undefined) throw new Error(`no condition ${conditionName}`);

mkdirSync(dirname(out), { recursive: true });
const pixels = openSync(`${out}.rgb`, 'w');
const objects: number[][][] = [];
for (let index = 0; index < Number(count); index++) {
  const options = severity === 'default' ? {} : { severity: Number(severity) };
  const scene = renderScene(sceneSeed(split, index), condition, options);
  writeSync(pixels, scene.image.data);
  objects.push(scene.objects.map(({ classIndex, box }) => [classIndex, ...box]));
}
closeSync(pixels);
writeFileSync(`${out}.json`, JSON.stringify(objects));
