/** The checks and timings for a process without a page: `npm run test:gpu -- --node`. */
import { activateBackend, type BackendStatus } from '../../tensor/backend';
import type { Compute } from './kernel-check';

export { compareKernels, timeKernels } from './run-all';

/** Starts the webgpu backend on that GPU. @throws Error where it does not start */
export async function start(gpu: GPU): Promise<{ readonly status: BackendStatus; readonly compute: Compute }> {
  const complaints: string[] = [];
  const status = await activateBackend('webgpu', { gpu, onGpuError: (message) => complaints.push(message) });
  const compute: Compute = async (work) => {
    const result = await work();
    const [complaint] = complaints.splice(0);
    if (complaint !== undefined) throw new Error(`The GPU refused a computation: ${complaint}`);
    return result;
  };
  return { status, compute };
}
