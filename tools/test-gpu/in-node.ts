import { createRequire } from 'node:module';
import { createServer } from 'vite';
import type * as Suite from '../../src/engine/inspection/node-suite';
import { HeadlessError } from '../headless/error';
import { root } from '../install.mjs';
import { findNodeGpu } from '../../src/tensor/node-gpu';
import type { Rig } from './baseline';
import { judgeSpeeds, readBaseline, writeBaseline, type Seconds } from './baseline';
import type { GroupName, GroupResult } from './group';
import { kernelCheck } from './kernels';

/** Kernel checks and timings on Dawn in this process, without a browser. */
export interface NodeSuite {
  readonly rig: Rig;
  readonly size: 'small' | 'full';
  readonly run: (group: GroupName) => Promise<GroupResult>;
  readonly seconds: () => Seconds | null;
}

/** @throws HeadlessError `backend-unavailable` where Node finds no adapter */
export async function openNodeSuite(cpu: string, record: boolean): Promise<NodeSuite> {
  const gpu = await findNodeGpu('any');
  if (typeof gpu === 'string') {
    const hint = 'Install a Vulkan driver and loader, or name a driver by VK_ICD_FILENAMES.';
    throw new HeadlessError('backend-unavailable', `There is no WebGPU in Node: ${gpu}.`, hint);
  }
  const suite = await loadSuite();
  const { status, compute } = await suite.start(gpu);
  const rig: Rig = { runtime: 'node', adapter: status.adapter ?? 'unknown', software: status.software, cpu };
  const size = status.software ? 'small' : 'full';
  const begin = (name: string) => console.error(`  ${name}`);
  let seconds: Seconds | null = null;
  return {
    rig,
    size,
    seconds: () => seconds,
    run: async (group) => {
      if (group === 'kernels') {
        const results = await suite.compareKernels(size, compute, begin);
        return { checks: results.map(kernelCheck), figures: [] };
      }
      if (group !== 'speed') throw new Error(`The group ${group} needs the page.`);
      const speeds = await suite.timeKernels(size, compute, begin);
      seconds = Object.fromEntries(speeds.map((speed) => [speed.name, speed.seconds]));
      if (record) console.error(`Recorded ${writeBaseline(rig, seconds, new Date().toISOString())}`);
      return judgeSpeeds(rig, seconds, readBaseline(rig));
    },
  };
}

/**
 * Through the bundler: the shaders are imported as text, and tfjs's own imports leave Node at a loss. It stays open for what is loaded later,
 * until the process ends.
 */
async function loadSuite(): Promise<typeof Suite> {
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
  return (await server.ssrLoadModule('/src/engine/inspection/node-suite.ts')) as typeof Suite;
}
