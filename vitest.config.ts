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

/** Folders whose tests may share a process and its modules. */
const sharing = [
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
  .concat('tools/headless', 'tools/reproduce', 'tools/benchmarks');

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
      {
        define,
        test: {
          ...inNode,
          name: 'shared',
          include: sharing.map((folder) => `${folder}/**/*.test.ts`),
          // Nothing here keeps state between files, so that they share what they import: half the time.
          isolate: false,
        },
      },
      {
        define,
        test: {
          ...inNode,
          name: 'node',
          include: ['src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['src/state/**', ...sharing.map((folder) => `${folder}/**`)],
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
