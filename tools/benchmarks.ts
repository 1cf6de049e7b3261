// `npm run benchmarks`: our speed beside others' in one run on this machine, two threads each; writes docs/benchmarks.md and .json.
// `-- ROW …` measures these rows alone and prints them; `-- scripts` measures the scripts before the first picture alone and puts them into the report.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { scriptsBeforeFirstPicture } from './bench/first-picture';
import { secondsToFirstResult } from './bench/first-result';
import { measureRow, type RowResult } from './benchmarks/measure-row';
import { openBenchmarkPage } from './benchmarks/open-page';
import { benchmarkMarkdown, type BenchmarkReport } from './benchmarks/report';
import { benchmarkRows } from './benchmarks/rows';
import { startTorch } from './benchmarks/torch-steps';
import { root } from './install.mjs';

const firstResultRuns = 3;

async function measureRows(wanted: readonly string[]): Promise<Pick<BenchmarkReport, 'browser' | 'adapter' | 'rows'>> {
  const torch = await startTorch(2).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const opened = await openBenchmarkPage();
  try {
    const adapter = await opened.page.evaluate(() => benchmarkPage.adapter());
    const rows: RowResult[] = [];
    for (const row of benchmarkRows(adapter?.software ?? true)) {
      if (wanted.length > 0 && !wanted.includes(row.id)) continue;
      const started = performance.now();
      const result = await measureRow(opened, row, torch);
      const figure = result.outcome === 'measured' ? `${result.comparison.speedup.median.toFixed(2)}×` : result.reason;
      console.error(`${row.id}: ${figure} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
      rows.push(result);
    }
    const description = adapter ? `${adapter.description}${adapter.software ? ', a software adapter' : ''}` : 'none';
    return { browser: opened.browser, adapter: description, rows };
  } finally {
    await opened.close();
    if (typeof torch !== 'string') torch.close();
  }
}

async function measureAll(): Promise<BenchmarkReport> {
  const before = loadavg()[0] ?? NaN;
  const measured = await measureRows([]);
  const firstResultSeconds: number[] = [];
  for (let run = 0; run < firstResultRuns; run++) firstResultSeconds.push(await secondsToFirstResult());
  const beforePicture = await measureScripts();
  return {
    date: today(),
    version: packageJson.version,
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, load: [before, loadavg()[0] ?? NaN] },
    ...measured,
    firstResultSeconds,
    beforePicture,
  };
}

async function measureScripts(): Promise<BenchmarkReport['beforePicture']> {
  return { ...(await scriptsBeforeFirstPicture()), date: today() };
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

const markdownFile = join(root, 'docs/benchmarks.md');
const reportFile = join(root, 'docs/benchmarks.json');

async function write(report: BenchmarkReport): Promise<void> {
  const former = existsSync(markdownFile) ? await readFile(markdownFile, 'utf8') : '';
  await writeFile(markdownFile, benchmarkMarkdown(report, former));
  await writeFile(reportFile, `${JSON.stringify(report, null, 1)}\n`);
}

const wanted = process.argv.slice(2);
if (wanted.length === 1 && wanted[0] === 'scripts') {
  const report = JSON.parse(await readFile(reportFile, 'utf8')) as BenchmarkReport;
  await write({ ...report, beforePicture: await measureScripts() });
} else if (wanted.length > 0) {
  console.log(JSON.stringify(await measureRows(wanted), null, 1));
} else {
  await write(await measureAll());
}
