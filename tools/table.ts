// `npm run table`: makes docs/results.md for readers, and public/results.json for the page, from the runs in docs/table.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';
import { resultsMarkdown } from './table/report';
import { resultsOf } from './table/results';
import { readTableRuns } from './table/stored-runs';

try {
  const runs = readTableRuns();
  const results = resultsOf(runs);
  writeFileSync(join(root, 'public/results.json'), `${JSON.stringify(results)}\n`);
  writeFileSync(join(root, 'docs/results.md'), resultsMarkdown(results));
  console.error(`${runs.length} runs. ${results.conclusion}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
