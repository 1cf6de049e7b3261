// `npm run align-methods -- [--scenes N]`: the part of `npm run align` that the table of methods shows; writes docs/alignment.json.
import { parseArgs } from 'node:util';
import { alignMethods } from './align/methods';
import { buildWhenStale } from './page';

const { values } = parseArgs({ options: { scenes: { type: 'string', default: '60' } } });
const scenes = Number(values.scenes);
if (Number.isInteger(scenes) && scenes > 0) {
  await buildWhenStale();
  console.log(JSON.stringify(await alignMethods(scenes)));
} else {
  console.error(`--scenes: ${values.scenes} is no whole number from 1.`);
  process.exitCode = 2;
}
