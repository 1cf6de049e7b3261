import { createReadStream, existsSync, statSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { docsPages } from './tools/docs-pages';
import packageJson from './package.json' with { type: 'json' };

/** Cross-origin isolation gives wasm its threads; without these headers the page works with one. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

const contentSecurityPolicy = [
  "default-src 'self'",
  // tfjs and onnxruntime make scripts of their own from blobs; they run in workers, which have a policy of their own.
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self' https: blob: data:",
  "img-src 'self' blob: data:",
  "style-src 'self' 'unsafe-inline'",
  "object-src 'none'",
  "frame-src 'none'",
  "form-action 'none'",
  "base-uri 'self'",
].join('; ');

/** The built page carries its policy itself, because a plain static host sends none. The development server needs inline scripts. */
function securityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
        injectTo: 'head-prepend',
      },
    ],
  };
}

const bundleRoot = resolve('models/builtin');
const contentTypes: Readonly<Record<string, string>> = { '.json': 'application/json', '.md': 'text/markdown' };

/** The list of a bundle's files, which a web server does not give: what the page downloads, with sizes for the progress bar. */
async function bundleIndex(): Promise<string> {
  const entries = await readdir(bundleRoot, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(bundleRoot, path).replaceAll(sep, '/'), bytes: statSync(path).size }))
    .filter(({ path }) => path === 'config.json' || /^(?:textual|visual|detectors|offsets|photometrics)\//u.test(path))
    .toSorted((a, b) => a.path.localeCompare(b.path));
  return JSON.stringify({ files });
}

/** Serves `models/builtin/` at the same path in development and copies it into the build. */
function builtinModel(): Plugin {
  return {
    name: 'builtin-model',
    configureServer(server) {
      server.middlewares.use('/models/builtin/bundle.json', (_request, response, next) => {
        bundleIndex().then((index) => {
          response.setHeader('Content-Type', 'application/json');
          response.end(index);
        }, next);
      });
      server.middlewares.use('/models/builtin', (request, response, next) => {
        const path = join(bundleRoot, decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
        if (!path.startsWith(bundleRoot + sep) || !existsSync(path) || !statSync(path).isFile()) return next();
        response.setHeader('Content-Type', contentTypes[extname(path)] ?? 'application/octet-stream');
        response.setHeader('Content-Length', statSync(path).size);
        for (const [name, value] of Object.entries(isolation)) response.setHeader(name, value);
        createReadStream(path).pipe(response);
      });
    },
    async closeBundle() {
      if (this.environment.config.command === 'build' && existsSync(bundleRoot)) {
        const folder = join(resolve(this.environment.config.build.outDir), 'models/builtin');
        await cp(bundleRoot, folder, { recursive: true });
        await writeFile(join(folder, 'bundle.json'), await bundleIndex());
      }
    },
  };
}

export default defineConfig({
  base: './',
  plugins: [react(), builtinModel(), docsPages(import.meta.dirname), securityPolicy()],
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: 'es' },
  optimizeDeps: {
    exclude: ['onnxruntime-web'],
    include: [
      '@tensorflow/tfjs-core',
      '@tensorflow/tfjs-core/dist/register_all_gradients',
      '@tensorflow/tfjs-backend-cpu',
      '@tensorflow/tfjs-backend-wasm',
      '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-threaded-simd.js',
      '@tensorflow/tfjs-backend-webgpu',
    ],
  },
  build: { target: 'es2023', chunkSizeWarningLimit: 1500 },
});
