import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../install.mjs';
import files from './files.json' with { type: 'json' };

/** Copies all that `measure.py` needs, from wherever it lies in the repository, into one folder, where it runs by itself. */
export function copyTorchHalf(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of files) copyFileSync(join(root, file), join(folder, basename(file)));
}
