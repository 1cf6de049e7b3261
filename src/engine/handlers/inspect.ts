import type { KernelResult } from '../inspection/inspection';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';

/** The GPU regression suite's requests; what they compute is loaded when the first one comes. */
export function inspectionHandlers(bench: Workbench): Pick<Handlers, 'inspect'> {
  return {
    inspect: async (request, { emit }) => {
      const begin = (name: string) => emit({ kind: 'begins', name });
      switch (request.kind) {
        case 'kernels': {
          const { compareKernels } = await import('../inspection/run-all');
          const compared = (kernel: KernelResult) => emit({ kind: 'compared', kernel });
          return { kind: 'kernels', kernels: await compareKernels(request.size, bench.compute, begin, compared) };
        }
        case 'speed': {
          const { timeKernels } = await import('../inspection/run-all');
          return { kind: 'speed', speeds: await timeKernels(request.size, bench.compute, begin) };
        }
        case 'measure': {
          const { measureAll } = await import('../inspection/measurements/measurement');
          const end = performance.now() + 1000 * request.seconds;
          await measureAll(request.size, bench.compute, {
            begin,
            onResult: (measurement) => emit({ kind: 'measured', measurement }),
            onSkip: (id, why) => emit({ kind: 'skipped', id, why }),
            mayStart: (seconds) => performance.now() + 1000 * seconds <= end,
            ...(request.only === null ? {} : { only: request.only }),
          });
          return { kind: 'measure' };
        }
        case 'memory': {
          const { deviceMemory } = await import('../inspection/inspected-device');
          return { kind: 'memory', memory: await bench.lane.run(deviceMemory) };
        }
        case 'loseDevice': {
          // Not in the lane: the loss shall come while something is computed.
          const { loseDevice } = await import('../inspection/inspected-device');
          loseDevice();
          return { kind: 'loseDevice' };
        }
        default:
          return request satisfies never;
      }
    },
  };
}
