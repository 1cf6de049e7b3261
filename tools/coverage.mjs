// `npm run coverage [-- paths]`: runs the unit tests and prints the files of which they reach less than 60 % of the lines.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root, run } from './install.mjs';

const least = 60;
const report = '.cache/coverage/coverage-summary.json';

run('npx', [
  'vitest',
  'run',
  '--project=!components',
  '--coverage.enabled',
  '--coverage.provider=v8',
  '--coverage.include=src/**/*.{ts,tsx}',
  '--coverage.include=tools/**/*.ts',
  '--coverage.exclude=**/*.test.{ts,tsx}',
  '--coverage.exclude=**/testing*',
  '--coverage.reporter=json-summary',
  '--coverage.reportsDirectory=.cache/coverage',
  ...process.argv.slice(2),
]);

const { total, ...files } = JSON.parse(readFileSync(report, 'utf8'));
const low = Object.entries(files)
  .filter(([, { lines }]) => lines.total > 0 && lines.pct < least)
  .sort(([a], [b]) => (a < b ? -1 : 1));
for (const [path, { lines }] of low)
  console.log(`${String(Math.round(lines.pct)).padStart(3)} %  ${relative(root, path)}`);
console.log(
  `${low.length} of ${Object.keys(files).length} files below ${least} %; all lines together ${total.lines.pct} %.`,
);
