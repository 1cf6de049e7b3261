import { CodedError } from '../../src/errors/coded-error';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createServer } from 'vite';
import { findNodeGpu } from '../../src/tensor/node-gpu';
import { root } from '../install.mjs';
import type * as NodeSession from './node-session';
import type { Session } from './session';

/**
 * The engine in this process, on Dawn, without a browser.
 *
 * @throws CodedError `backend-unavailable` where Node finds no adapter
 */
export async function openSessionInNode(): Promise<Session> {
  const gpu = await findNodeGpu('any');
  if (typeof gpu === 'string') {
    const hint = 'Install a Vulkan driver and loader, or name a driver by VK_ICD_FILENAMES.';
    throw new CodedError('backend-unavailable', `There is no WebGPU in Node: ${gpu}.`, hint);
  }
  const { openNodeSession } = await loadNodeSession();
  return openNodeSession(join(root, 'models/builtin'), null);
}

/** Through the bundler, which stays open for what is loaded later, until the process ends. */
async function loadNodeSession(): Promise<typeof NodeSession> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    define: { __APP_VERSION__: JSON.stringify('') },
    ssr: { noExternal: [/@tensorflow/u] },
  });
  // tfjs asks for Node's own `util` by a `require` that modules do not have.
  Object.assign(globalThis, { require: createRequire(import.meta.url) });
  return (await server.ssrLoadModule('/tools/test-gpu/node-session.ts')) as typeof NodeSession;
}
