/**
 * Renders the same streets in several conditions: `tsx counterfactual.ts --split val --scenes 60 --conditions day-clear,night-rain --out file`.
 * Writes 256×256×3 bytes an image, streets outer, conditions inner.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { conditionByName } from '../../src/scenes/conditions';
import { renderScene } from '../../src/scenes/render';
import { sceneSeed, type SceneSplit } from '../../src/scenes/splits';

const { values } = parseArgs({
  options: {
    split: { type: 'string', default: 'val' },
    scenes: { type: 'string', default: '60' },
    conditions: { type: 'string', default: 'day-clear' },
    out: { type: 'string', default: 'counterfactual.u8' },
  },
});
const conditions = values.conditions.split(',').map((name) => {
  const condition = conditionByName(name);
  if (condition === undefined) throw new Error(`There is no condition ${name}.`);
  return condition;
});
const images = Array.from({ length: Number(values.scenes) }, (_, index) =>
  conditions.map((condition) => renderScene(sceneSeed(values.split as SceneSplit, index), condition).image.data),
);
writeFileSync(values.out, Buffer.concat(images.flat()));
