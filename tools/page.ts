import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findChrome, withoutAddressBar } from './chrome.mjs';
import { root } from './install.mjs';
import { isolationHeaders, startPlainHost } from './plain-host';

async function newestChange(path: string): Promise<number> {
  if (!existsSync(path)) return 0;
  const own = await stat(path);
  if (!own.isDirectory()) return own.mtimeMs;
  const entries = await readdir(path);
  const times = await Promise.all(entries.map((entry) => newestChange(join(path, entry))));
  return Math.max(0, ...times);
}

/** Builds the page where `dist` is older than what it is made of. */
export async function buildWhenStale(): Promise<void> {
  const built = join(root, 'dist/index.html');
  const sources = ['src', 'public', 'models/builtin', 'index.html', 'vite.config.ts', 'package-lock.json'];
  const changed = Math.max(...(await Promise.all(sources.map((source) => newestChange(join(root, source))))));
  if (existsSync(built) && (await stat(built)).mtimeMs >= changed) return;
  console.error('Building the page …');
  const { build } = await import('vite');
  await build({ root, logLevel: 'error' });
}

export interface OpenPage {
  readonly page: Page;
  close(): Promise<void>;
}

interface PageOptions {
  readonly chrome?: string | undefined;
  /** Without cross-origin isolation wasm has one thread: two runs side by side on two cores are faster so. */
  readonly isolated?: boolean;
  /** What follows the page's address; `?headless` exposes its engine as `playgroundEngine`. */
  readonly address?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A closed function that runs in the page before its own scripts. */
  readonly first?: () => void;
  /** Shows the browser's window. */
  readonly headed?: boolean;
  /** Switches beside the usual ones. */
  readonly switches?: readonly string[];
}

/** Serves the production build and opens it in Chromium. */
export async function openPage({
  chrome,
  isolated = true,
  address = '?headless',
  viewport,
  first,
  headed = false,
  switches = [],
}: PageOptions): Promise<OpenPage> {
  await buildWhenStale();
  const host = await startPlainHost('/', () => '', isolated ? isolationHeaders : {});
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: await findChrome(chrome),
      headless: !headed,
      args: [
        '--no-sandbox',
        '--enable-unsafe-webgpu',
        '--disable-background-networking',
        '--disable-renderer-backgrounding',
        withoutAddressBar,
        ...switches,
      ],
    });
    const page = await browser.newPage(viewport ? { viewport } : {});
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(`[page] ${message.text()}`);
    });
    page.on('pageerror', (error) => console.error(`[page] ${error.message}`));
    // The compiler names functions by a helper that the page lacks.
    if (first) await page.addInitScript(`{ const __name = (named) => named; (${first.toString()})(); }`);
    await page.goto(`${host.url}${address}`);
    if (address === '?headless') await page.waitForFunction(() => 'playgroundEngine' in globalThis);
    const opened = browser;
    return {
      page,
      close: async () => {
        await opened.close();
        host.close();
      },
    };
  } catch (error) {
    await browser?.close();
    host.close();
    throw error;
  }
}
