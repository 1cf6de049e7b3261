import type { BackendStatus } from '../../src/tensor/backend';
import type { ModelInfo } from '../../src/engine/engine';
import type { InspectionAnswer, InspectionRequest } from '../../src/engine/inspection/inspection';
import { HeadlessError } from '../headless/error';
import { inPage, listen } from '../headless/in-page';
import { prepare } from '../headless/model';
import { openPage } from '../page';
import { BadUse } from './bad-use';
import { findChrome } from '../chrome.mjs';
import type { Page } from '@playwright/test';
import { type SuiteSize, suiteSizes } from './sizes';

declare global {
  /** In the page: what the engine reported outside any request, as `code: details`. */
  var gpuTroubles: string[];
}

/** The page on the adapter under test, with the built-in model. */
export interface Session {
  readonly page: Page;
  readonly browser: string;
  readonly backend: BackendStatus;
  readonly model: ModelInfo;
  readonly size: SuiteSize;
  /** Loads the page anew: a fresh engine, which has lost no device yet. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

/** Switches that let a Linux Chrome without a window use the GPU; without a GPU they leave SwiftShader. */
const gpuSwitches = process.platform === 'linux' ? ['--enable-features=Vulkan', '--ignore-gpu-blocklist'] : [];

/**
 * @throws BadUse without a browser
 * @throws HeadlessError `backend-unavailable` without any WebGPU adapter
 */
export async function openSession(
  options: { readonly chrome: string | undefined; readonly headed: boolean },
  choice: 'webgpu' | 'wasm' = 'webgpu',
): Promise<Session> {
  const chrome = await findChrome(options.chrome).catch((error: unknown) => {
    throw new BadUse(error instanceof Error ? error.message : String(error));
  });
  const { page, close } = await openPage({ chrome, headed: options.headed, switches: gpuSwitches });
  try {
    await listen(page, { progress: (line) => console.error(`  ${String(line)}`) });
    const { backend, model } = await start(page, choice);
    return {
      page,
      browser: `Chrome ${page.context().browser()?.version() ?? '(unknown)'}${options.headed ? '' : ', headless'}`,
      backend,
      model,
      size: suiteSizes[backend.software ? 'small' : 'full'],
      renew: async () => {
        await page.reload();
        await page.waitForFunction(() => 'playgroundEngine' in globalThis);
        await start(page, choice);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(page: Page, choice: 'webgpu' | 'wasm') {
  await page.evaluate(() => {
    globalThis.gpuTroubles = [];
    playgroundEngine.onTrouble(({ code, message, details }) => gpuTroubles.push(`${code}: ${details ?? message}`));
  });
  try {
    return await prepare(page, choice);
  } catch (error) {
    if (!(error instanceof HeadlessError) || error.code !== 'backend-unavailable') throw error;
    const hint = 'Run with --headed, name a Chrome with WebGPU by --chrome, or update the GPU driver.';
    throw new HeadlessError('backend-unavailable', `There is no WebGPU here at all. ${error.message}`, hint);
  }
}

/** Troubles so far, which are forgotten. */
export function takeTroubles({ page }: Session): Promise<readonly string[]> {
  return page.evaluate(() => gpuTroubles.splice(0));
}

/** Asks the engine worker for what only this suite may ask. */
export async function inspect<Kind extends InspectionRequest['kind']>(
  { page }: Session,
  request: Extract<InspectionRequest, { readonly kind: Kind }>,
): Promise<InspectionAnswer<Kind>> {
  const answer = await inPage(
    page,
    async (asked: InspectionRequest) => playgroundInspect(asked, (name) => void reportProgress(name)),
    request as InspectionRequest,
  );
  return answer as InspectionAnswer<Kind>;
}
