import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { activateBackend } from '../src/tensor/backend';

/**
 * Starts tfjs's wasm backend in this process, for a program that `node-bundle.ts` made.
 * @param root of the repository
 */
export async function startWasm(root: string): Promise<void> {
  const require = createRequire(join(root, 'package.json'));
  const wasm = dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  // The wasm backend asks for both where it finds itself in Node; modules have neither.
  Object.assign(globalThis, { require, __dirname: wasm });
  await activateBackend('wasm', { wasmPaths: join(wasm, '/') });
}
