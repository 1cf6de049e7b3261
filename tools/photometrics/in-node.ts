import { measureConfidence } from './measure-confidence';
import { measureShifts } from './measure-shifts';

// Bundled and run by `measure.ts`: node in-node.mjs ROOT shifts|confidence.
const [, , root, what] = process.argv;
const found = await (what === 'confidence' ? measureConfidence(root!) : measureShifts(root!));
console.log(JSON.stringify(found, null, 1));
// The text encoder's runtime keeps the process alive.
process.exit(0);
