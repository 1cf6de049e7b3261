import type { InspectionSize } from './inspection';
import type { KernelCheck } from './kernel-check';
import { convolutionChecks } from './checks/convolutions';
import { lossChecks } from './checks/losses';
import { optimiserChecks } from './checks/optimisers';
import { poolingChecks } from './checks/pooling';
import { productChecks } from './checks/products';
import { tiledProductChecks } from './checks/tiled-products';
import { towerChecks } from './checks/towers';

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
