import { CodedError } from '../../src/errors/coded-error';
import type { InspectionAnswer, InspectionEvent, InspectionRequest } from '../../src/engine/inspection/inspection';
import type { Page } from '@playwright/test';
import { findChrome } from '../chrome.mjs';
import { inPage, listen } from '../headless/in-page';
import { prepare } from '../headless/model';
import { openPage } from '../page';
import type { Session } from './session';
import { suiteSizes } from './sizes';

/** Switches that let a Linux Chrome without a window use the GPU; without a GPU they leave SwiftShader. */
const gpuSwitches = process.platform === 'linux' ? ['--enable-features=Vulkan', '--ignore-gpu-blocklist'] : [];

/**
 * The engine of the built page.
 *
 * @throws CodedError without a browser
 * @throws CodedError `backend-unavailable` without any WebGPU adapter
 */
export async function openPageSession(
  options: { readonly chrome: string | undefined; readonly headed: boolean },
  choice: 'webgpu' | 'wasm' = 'webgpu',
): Promise<Session> {
  const chrome = await findChrome(options.chrome).catch((error: unknown) => {
    throw new CodedError('bad-arguments', error instanceof Error ? error.message : String(error), '');
  });
  const { page, close } = await openPage({ chrome, headed: options.headed, switches: gpuSwitches });
  try {
    let onEvent: (event: InspectionEvent) => void = () => undefined;
    await listen(page, { progress: (event) => onEvent(event as InspectionEvent) });
    const { backend, model } = await start(page, choice);
    return {
      runtime: 'browser',
      host: `Chrome ${page.context().browser()?.version() ?? '(unknown)'}${options.headed ? '' : ', headless'}`,
      backend,
      model,
      size: suiteSizes[backend.software ? 'small' : 'full'],
      run: (work, argument) => inPage(page, work, argument),
      inspect: async <Kind extends InspectionRequest['kind']>(
        request: Extract<InspectionRequest, { readonly kind: Kind }>,
        listener: (event: InspectionEvent) => void = () => undefined,
      ) => {
        onEvent = listener;
        const ask = async (asked: InspectionRequest) => playgroundInspect(asked, (event) => void reportProgress(event));
        return (await inPage(page, ask, request as InspectionRequest)) as InspectionAnswer<Kind>;
      },
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
    if (!(error instanceof CodedError) || error.code !== 'backend-unavailable') throw error;
    const hint = 'Run with --headed, name a Chrome with WebGPU by --chrome, or update the GPU driver.';
    throw new CodedError('backend-unavailable', `There is no WebGPU here at all. ${error.message}`, hint);
  }
}
