import { execFileSync } from 'node:child_process';
import { root } from '../install.mjs';
import { bundleForNode } from '../node-bundle';

/** What `in-node.ts` measures with the built-in model. */
export type PhotometricMeasure = 'dictionary' | 'shifts' | 'law' | 'confidence' | 'movers' | 'policies';

/** Measures in a process of its own, on wasm, and writes what it finds below docs/. */
export async function measureInNode(what: PhotometricMeasure): Promise<void> {
  const program = await bundleForNode('tools/photometrics/in-node.ts', '.cache/photometrics/bundle');
  execFileSync(process.execPath, [program, root, what], { stdio: 'inherit' });
}
