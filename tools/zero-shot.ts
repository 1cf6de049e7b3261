// `npm run zero-shot`: what CLIP alone detects on the built-in benchmark, what better boxes would bring, and what it costs with RN50; writes docs/zero-shot.json
// and docs/zero-shot.md. `-- benchmark`, `-- bound` and `-- cost` measure one of them, `-- report` only writes the page anew.
import { execFileSync } from 'node:child_process';
import { benchmarkDomains } from '../src/scenes';
import { root } from './install.mjs';
import { bundleForNode } from './node-bundle';
import { buildWhenStale } from './page';
import { measureBenchmark } from './zero-shot/measure-benchmark';
import { measureCost } from './zero-shot/measure-cost';
import { writeReport } from './zero-shot/report';
import { updateResults } from './zero-shot/results';

const parts = {
  benchmark: async () => {
    await buildWhenStale();
    updateResults(root, { benchmark: await measureBenchmark() });
  },
  bound: async () => {
    const program = await bundleForNode('tools/zero-shot/measure-bound.ts', '.cache/zero-shot/bundle');
    for (const { name } of benchmarkDomains)
      execFileSync(process.execPath, [program, root, name], { stdio: 'inherit' });
  },
  cost: async () => {
    await buildWhenStale();
    updateResults(root, { cost: await measureCost() });
  },
  report: async () => undefined,
} as const;

const [, , part] = process.argv;
if (part !== undefined && !(part in parts)) throw new Error(`${part} is none of ${Object.keys(parts).join(', ')}`);
for (const [name, measure] of Object.entries(parts)) if (part === undefined || part === name) await measure();
writeReport(root);
