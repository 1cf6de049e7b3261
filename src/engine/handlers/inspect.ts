import type { InspectionRequest, KernelResult, KernelSpeed } from '../inspection/inspection';
import type { Handlers } from '../server';
import type { Workbench } from '../workbench';

/** The GPU regression suite's requests; what they compute is loaded when the first one comes. */
export function inspectionHandlers(bench: Workbench): Pick<Handlers, 'inspect'> {
  return {
    inspect: async (request, { emit }) => {
      const begin = (name: string) => emit({ kind: 'begins', name });
      switch (request.kind) {
        case 'kernels':
          return { kind: 'kernels', kernels: await compareKernels(bench, request, begin) };
        case 'speed':
          return { kind: 'speed', speeds: await timeKernels(bench, request, begin) };
        case 'memory': {
          const { deviceMemory } = await import('../inspection/device');
          return { kind: 'memory', memory: await bench.lane.run(deviceMemory) };
        }
        case 'loseDevice': {
          // Not in the lane: the loss shall come while something is computed.
          const { loseDevice } = await import('../inspection/device');
          loseDevice();
          return { kind: 'loseDevice' };
        }
        default:
          return request satisfies never;
      }
    },
  };
}

type Sized = Pick<Extract<InspectionRequest, { readonly kind: 'kernels' | 'speed' }>, 'size'>;

async function compareKernels(
  bench: Workbench,
  { size }: Sized,
  begin: (name: string) => void,
): Promise<readonly KernelResult[]> {
  const { kernelChecks } = await import('../inspection/kernel-checks');
  const { runKernelCheck } = await import('../inspection/run-kernel-check');
  const results: KernelResult[] = [];
  for (const check of kernelChecks(size)) {
    begin(check.name);
    results.push(await runKernelCheck(check, bench.compute));
  }
  return results;
}

async function timeKernels(
  bench: Workbench,
  { size }: Sized,
  begin: (name: string) => void,
): Promise<readonly KernelSpeed[]> {
  const { kernelTimings } = await import('../inspection/kernel-timings');
  const { timeKernel } = await import('../inspection/time-kernel');
  const speeds: KernelSpeed[] = [];
  for (const timing of kernelTimings(size)) {
    begin(timing.name);
    speeds.push(await bench.compute(() => timeKernel(timing, size)));
  }
  return speeds;
}
