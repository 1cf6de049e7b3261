import { compareMovers } from './compare-movers';
import { measureConfidence } from './measure-confidence';
import { measureDictionary } from './measure-dictionary';
import { measureLaw } from './measure-law';
import { measureShifts } from './measure-shifts';
import { writePolicies } from './write-policies';

// Bundled and run by `measure.ts`: node in-node.mjs ROOT dictionary|shifts|law|confidence|movers|policies.
const [, , root, what] = process.argv;
const measures = {
  dictionary: measureDictionary,
  shifts: measureShifts,
  law: measureLaw,
  confidence: measureConfidence,
  movers: compareMovers,
  policies: writePolicies,
} as const;
const found = await measures[what as keyof typeof measures](root!);
console.log(JSON.stringify(found, null, 1));
// The text encoder's runtime keeps the process alive.
process.exit(0);
