import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview, type InlineConfig } from 'vite';
import { findChrome } from '../chrome.mjs';
import { root } from '../install.mjs';
import type { BenchmarkPage } from './page/main';

declare global {
  var benchmarkPage: BenchmarkPage;
}

const config: InlineConfig = {
  configFile: false,
  root: join(import.meta.dirname, 'page'),
  base: './',
  logLevel: 'error',
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    outDir: join(root, '.cache/benchmarks'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1e5,
  },
};

export interface OpenBenchmarks {
  readonly page: Page;
  /** Name and version. */
  readonly browser: string;
  /** Processor time that the browser has taken so far, all its processes and threads together. */
  cpuSeconds(): Promise<number>;
  close(): Promise<void>;
}

/** Builds the page of the benchmarks, which is no part of the playground, and opens it, cross-origin isolated so that wasm has threads. */
export async function openBenchmarkPage(): Promise<OpenBenchmarks> {
  await build(config);
  const server = await preview({
    ...config,
    preview: {
      port: 0,
      host: '127.0.0.1',
      headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
    },
  });
  try {
    const browser = await chromium.launch({
      executablePath: await findChrome(),
      args: ['--no-sandbox', '--enable-unsafe-webgpu', '--disable-background-networking'],
    });
    const page = await browser.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`[page] ${message.text()}`);
    });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await page.waitForFunction(() => 'benchmarkPage' in globalThis);
    const system = await browser.newBrowserCDPSession();
    return {
      page,
      browser: `Chromium ${browser.version()}`,
      async cpuSeconds() {
        const { processInfo } = await system.send('SystemInfo.getProcessInfo');
        return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
      },
      close: async () => {
        await browser.close();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}
