// `npm run benchmarks`: our speed against others' in one run on this machine, two threads each.
import { openBenchmarkPage } from './benchmarks/open-page';
import { measureRow, type RowResult } from './benchmarks/measure-row';
import { benchmarkRows } from './benchmarks/rows';
import { startTorch, type TorchSteps } from './benchmarks/torch-steps';

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const torch: TorchSteps | string = await startTorch(2).catch((error: unknown) => String(error));
const opened = await openBenchmarkPage();
const { page, close } = opened;
const results: RowResult[] = [];
try {
  const adapter = await page.evaluate(() => benchmarkPage.adapter());
  console.error(adapter);
  for (const row of benchmarkRows(adapter?.software ?? true)) {
    if (wanted.length > 0 && !wanted.includes(row.id)) continue;
    const started = Date.now();
    const result = await measureRow(opened, row, torch, row.ours.backend === 'wasm');
    results.push(result);
    console.error(row.id, (Date.now() - started) / 1000, JSON.stringify(result.outcome === 'measured' ? { ...result, row: undefined, profile: result.profile?.slice(0, 12).map((t) => `${t.milliseconds.toFixed(0)} ${t.calls} ${t.kernel}`) } : result, null, 1));
  }
} finally {
  await close();
  if (typeof torch !== 'string') torch.close();
}
