import type { InspectionSize, KernelResult, KernelSpeed } from './inspection';
import type { Compute } from './kernel-check';
import { kernelChecks } from './kernel-checks';
import { kernelTimings } from './kernel-timings';
import { runKernelCheck } from './run-kernel-check';
import { timeKernel } from './time-kernel';

/**
 * @param begin told of each check before it runs
 * @param compared told of its result
 */
export async function compareKernels(
  size: InspectionSize,
  compute: Compute,
  begin: (name: string) => void,
  compared: (result: KernelResult) => void = () => undefined,
): Promise<readonly KernelResult[]> {
  const results: KernelResult[] = [];
  for (const check of kernelChecks(size)) {
    begin(check.name);
    const result = await runKernelCheck(check, compute);
    results.push(result);
    compared(result);
  }
  return results;
}

/** @param begin told of each timing before it runs */
export async function timeKernels(
  size: InspectionSize,
  compute: Compute,
  begin: (name: string) => void,
): Promise<readonly KernelSpeed[]> {
  const speeds: KernelSpeed[] = [];
  for (const timing of kernelTimings(size)) {
    begin(timing.name);
    speeds.push(await compute(() => timeKernel(timing, size)));
  }
  return speeds;
}
