import { measureShifts } from './measure-shifts';
import { measureStrengths } from './measure-strengths';

// Bundled and run by `measure.ts`: node in-node.mjs ROOT shifts|strengths.
const [, , root, what] = process.argv;
const found = await (what === 'strengths' ? measureStrengths(root!) : measureShifts(root!));
console.log(JSON.stringify(found, null, 1));
// The text encoder's runtime keeps the process alive.
process.exit(0);
