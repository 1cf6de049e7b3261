import type { InspectionSize } from './inspection';
import type { KernelCheck } from './kernel-check';
import { convolutionChecks } from './checks/check-convolutions';
import { lossChecks } from './checks/check-losses';
import { optimiserChecks } from './checks/check-optimisers';
import { poolingChecks } from './checks/check-pooling';
import { productChecks } from './checks/check-products';
import { tiledProductChecks } from './checks/check-tiled-products';
import { towerChecks } from './checks/check-towers';

/** Every kernel of this project, and the whole that they make. */
export function kernelChecks(size: InspectionSize): readonly KernelCheck[] {
  return [
    ...convolutionChecks(size),
    ...productChecks(size),
    ...tiledProductChecks(size),
    ...poolingChecks(size),
    ...lossChecks(size),
    ...optimiserChecks(size),
    ...towerChecks(size),
  ];
}
