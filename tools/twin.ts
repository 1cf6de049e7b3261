// `npm run twin -- [options]`: trains rows of the table in PyTorch, tests them, and goes on where it stopped (docs/twin.md). Needs python3 with torch.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeWhole } from './headless/out';
import { prepareLearned } from './reproduce/learned';
import { learnedFile } from './reproduce/learned-file';
import { parseTwinOptions } from './twin/options';
import { detectorFile, runTwin } from './twin/run';
import { missingParts } from './twin/test-parts';
import type { TwinRun } from './twin/twin-run';

async function main(): Promise<void> {
  const { rows, seeds, steps, out, results, testOnly, ...rest } = parseTwinOptions(process.argv.slice(2));
  mkdirSync(results, { recursive: true });
  if (rows.some(([, { learned }]) => learned === learnedFile('styles'))) await prepareLearned('styles');
  // Seed by seed, each with every row: a table that is stopped early compares all of them.
  for (const seed of seeds) {
    for (const [name, row] of rows) {
      const run = `${name}-seed${seed}-steps${steps}`;
      const file = join(results, `${run}.json`);
      const former = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as TwinRun) : null;
      const missing = missingParts(rest.tested, former);
      if (missing.length === 0) continue;
      if (testOnly && !existsSync(join(out, run, detectorFile))) {
        console.error(`${name}, seed ${seed}, ${steps} steps: not trained yet`);
        continue;
      }
      console.error(`${name}, seed ${seed}, ${steps} steps: ${former === null ? 'begins' : missing.join(', ')}`);
      for await (const found of runTwin({ row, name, seed, steps, former, out: resolve(out, run), ...rest })) {
        writeWhole(results, `${run}.json`, `${JSON.stringify(found)}\n`);
        console.error(`${name}, seed ${seed}: ${summary(found)}`);
      }
    }
  }
}

/** AP in percent of what is tested so far. */
function summary({ validation, domains, others, corrupted }: TwinRun): string {
  const percent = (ap: number | null) => (100 * (ap ?? 0)).toFixed(1);
  return [
    `validation ${percent(validation.map50.voc11)}`,
    ...domains.map(({ domain, map50 }) => `${domain} ${percent(map50.voc11)}`),
    ...others.map(({ condition, map50 }) => `${condition} ${percent(map50)}`),
    ...corrupted.map(({ corruption, map50 }) => `${corruption} ${percent(map50)}`),
  ].join(', ');
}

try {
  await main();
  // The text encoder's runtime keeps the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
