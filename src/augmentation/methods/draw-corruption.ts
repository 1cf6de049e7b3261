import type { Random } from '../../math/random';
import { corruptionNames, severities, type Severity } from '../../photometrics/corruptions/corruption-names';
import type { ImageChange } from './image-change';

/** Severity 0 would leave the image as it is. */
const damaging: readonly Severity[] = severities.filter((severity) => severity > 0);

/** Draws one corruption of ImageNet-C, uniform, at a uniform severity. */
export function drawCorruption(random: Random): ImageChange {
  return {
    kind: 'transform',
    transform: { kind: 'corruption', corruption: random.pick(corruptionNames), severity: random.pick(damaging) },
    strength: 1,
    seed: random.integer(2 ** 32),
  };
}
