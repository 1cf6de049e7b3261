// `npm run twin -- [options]`: trains rows of the table in PyTorch, tests them, and goes on where it stopped (docs/twin.md). Needs python3 with torch.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeWhole } from './headless/out';
import { parseTwinOptions } from './twin/options';
import { runTwin } from './twin/run';

async function main(): Promise<void> {
  const { rows, seeds, steps, out, results, ...rest } = parseTwinOptions(process.argv.slice(2));
  mkdirSync(results, { recursive: true });
  // Seed by seed, each with every row: a table that is stopped early compares all of them.
  for (const seed of seeds) {
    for (const [name, row] of rows) {
      const file = `${name}-seed${seed}-steps${steps}.json`;
      if (existsSync(join(results, file))) continue;
      console.error(`${name}, seed ${seed}, ${steps} steps: begins`);
      const folder = resolve(out, `${name}-seed${seed}-steps${steps}`);
      const run = await runTwin({ row, name, seed, steps, out: folder, ...rest });
      writeWhole(results, file, `${JSON.stringify(run)}\n`);
      const percent = (ap: number | null) => (100 * (ap ?? 0)).toFixed(1);
      const tested = run.domains.map(({ domain, map50 }) => `, ${domain} ${percent(map50.voc11)}`).join('');
      console.error(`${name}, seed ${seed}: validation ${percent(run.validation.map50.voc11)}${tested}`);
    }
  }
}

try {
  await main();
  // The text encoder's runtime keeps the process alive.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
