import { existsSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { installedChrome, withoutAddressBar } from './tools/chrome.mjs';

// Dawn asks the system for its Vulkan loader. Where there is none, Debian's Chromium has one; the workers inherit where to look.
const chromium = '/usr/lib/chromium';
if (existsSync(`${chromium}/libvulkan.so.1`)) process.env['LD_LIBRARY_PATH'] ??= chromium;

const define = { __APP_VERSION__: JSON.stringify('test') };
const chrome = process.env['CHROME_PATH'] ?? (await installedChrome());

/** Folders whose tests need no device. They may share a process and its modules. */
const pure = [
  'errors',
  'math',
  'geometry',
  'metrics',
  'formats',
  'scenes',
  'photometrics',
  'method',
  'data',
  'runs',
  'analysis',
  'clip/text',
  'clip/weights',
  'clip/bundle',
  'clip/onnx',
  'clip/image',
  'engine/download',
  'engine/images',
]
  .map((folder) => `src/${folder}`)
  .concat('tools/headless', 'tools/reproduce', 'tools/table', 'tools/benchmarks');

/**
 * Folders whose tests compute on tensors. They share a process, too, and the compiled shaders of a GPU; not with all others, because
 * tfjs leaves a `Worker` in the process, which the page's own code would take for a browser's.
 */
const computing = [
  'tensor',
  'clip/tower',
  'augmentation',
  'detector',
  'training',
  'evaluation',
  'engine/inspection',
].map((folder) => `src/${folder}`);
const testsIn = (folders: readonly string[]) => folders.map((folder) => `${folder}/**/*.test.ts`);

const inNode = {
  environment: 'node',
  // Shaders compile for half a minute where a CPU plays the GPU and other work goes on.
  testTimeout: 240_000,
  hookTimeout: 120_000,
  // The browser has the cores to itself, after these.
  sequence: { groupOrder: 0 },
} as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      { define, test: { ...inNode, name: 'shared', isolate: false, include: testsIn(pure) } },
      { define, test: { ...inNode, name: 'computing', isolate: false, include: testsIn(computing) } },
      {
        define,
        test: {
          ...inNode,
          name: 'node',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['src/state/**', ...testsIn([...pure, ...computing])],
        },
      },
      {
        define,
        test: {
          ...inNode,
          name: 'state',
          include: ['src/state/**/*.test.ts'],
          setupFiles: ['src/state/testing-setup.ts'],
          // All files share one page and its engine: each takes them as the setup file leaves them.
          isolate: false,
          restoreMocks: true,
          unstubGlobals: true,
        },
      },
      {
        define,
        plugins: [react()],
        // Found while the tests run, a package would load their page anew.
        optimizeDeps: {
          include: [
            'fflate',
            'idb',
            'lucide-react',
            'react',
            'react-dom',
            'react-dom/client',
            'react/jsx-dev-runtime',
            'uplot',
            'valibot',
            'vitest-browser-react',
            'zustand',
            'zustand/vanilla',
          ],
        },
        test: {
          name: 'components',
          include: ['src/ui/**/*.test.tsx'],
          setupFiles: ['src/ui/testing/component-page.ts'],
          testTimeout: 15_000,
          sequence: { groupOrder: 1 },
          // All files share one page: each takes the store and the page as the setup file leaves them.
          isolate: false,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            viewport: { width: 1280, height: 800 },
            provider: playwright({
              launchOptions: {
                ...(chrome ? { executablePath: chrome } : {}),
                args: ['--no-sandbox', '--disable-background-networking', withoutAddressBar],
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
