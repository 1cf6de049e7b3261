import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';
import type { RowName } from '../reproduce/rows';

/** How well what rows of the table add to V_a's output agrees with the true mean shifts. */
export interface MethodAlignment {
  /** Of the model whose features were measured. */
  readonly modelHash: string;
  /** Streets of the split `val` behind each true shift. */
  readonly scenes: number;
  /** Mean cosine; rows that add nothing there are absent. */
  readonly rows: Partial<Readonly<Record<RowName, number>>>;
}

const path = join(root, 'docs/alignment.json');

export function writeMethodAlignment(found: MethodAlignment): void {
  writeFileSync(path, `${JSON.stringify(found, null, 1)}\n`);
}

/** What `npm run align` measured last; null before that. */
export function readMethodAlignment(): MethodAlignment | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as MethodAlignment) : null;
}
