import type { KernelResult } from '../../src/engine/inspection/inspection';
import { type Check, shortNumber, type Tell } from './group';
import type { Session } from './session';

/** Every kernel of the project on the adapter against `cpu`, each within its tolerance. */
export async function kernels(session: Session, tell: Tell): Promise<void> {
  await session.inspect({ kind: 'kernels', size: session.size.name }, (event) => {
    if (event.kind === 'begins') tell.begin(event.name);
    if (event.kind === 'compared') tell.check(kernelCheck(event.kernel));
  });
}

export function kernelCheck({ name, tolerance, worst, difference, values, error }: KernelResult): Check {
  const { ofLargest, relative } = tolerance;
  return {
    name,
    status: worst !== null && worst <= 1 ? 'pass' : 'fail',
    measured:
      worst === null || difference === null
        ? (error ?? 'no result')
        : `${shortNumber(100 * worst)} % of the tolerance; largest difference ${shortNumber(difference)} of ${values} values`,
    limit: `${relative} · |expected| + ${ofLargest} · largest`,
  };
}
