import { defineConfig } from '@playwright/test';
import { withoutAddressBar } from '../tools/chrome.mjs';

const executablePath = process.env.CHROME_PATH;
/** Checkouts that are tested side by side each take a port of their own. */
const address = `http://127.0.0.1:${process.env.E2E_PORT ?? 4317}/`;
const launchOptions = {
  ...(executablePath ? { executablePath } : {}),
  args: ['--no-sandbox', '--disable-background-networking', withoutAddressBar],
};

/** SwiftShader for WebGPU compute; presenting a WebGPU canvas would need more flags, and the page presents none. */
const webgpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // Most of a test is the work of one thread, so that two tests share two cores.
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    // A trace costs a third of the time. To get one of a test that fails: `npm run e2e -- --trace retain-on-failure FILE`.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions,
  },
  projects: [
    { name: 'wasm', testIgnore: ['webgpu.spec.ts', 'static-host.spec.ts'] },
    {
      name: 'webgpu',
      testMatch: 'webgpu.spec.ts',
      use: { launchOptions: { ...launchOptions, args: [...launchOptions.args, ...webgpu] } },
    },
    { name: 'static-host', testMatch: 'static-host.spec.ts' },
  ],
  webServer: {
    command: `npx vite preview --port ${new URL(address).port} --strictPort --host 127.0.0.1 --logLevel error`,
    cwd: '..',
    url: address,
    // A server that another checkout left running would answer with its own page.
    reuseExistingServer: false,
  },
});
