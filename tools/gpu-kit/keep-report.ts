import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kitPage } from './kit-page';
import type { KitReport } from './kit-report';

/** Writes both files anew. Each takes its place at once, so that a run that is cut off leaves whole ones. */
export function writeKitReport(out: string, report: KitReport): void {
  mkdirSync(out, { recursive: true });
  writeWhole(join(out, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
  writeWhole(join(out, 'report.html'), kitPage(report));
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}
