import figures from '../../../models/builtin/detectors.json' with { type: 'json' };
import type { DetectorInfo, ModelInfo } from '../../engine/engine';
import { type DetectorFigures, shippedMeans } from '../../runs/records/detector-figures';

type Named = Pick<DetectorInfo, 'name'>;

/** What a detector reaches, 0 to 1, and on what. */
export interface ShownFigures {
  /** AP50 on the source domain, and its mean over the four unseen ones. */
  readonly source: number;
  readonly unseen: number;
  readonly ap75: number;
  readonly scenes: DetectorFigures['scenes'];
}

/** The measured figures of a detector that the page ships; null for any other, and where it was not measured. */
export function shippedFigures(
  detector: Named,
  model: Pick<ModelInfo, 'hash' | 'origin'> & { readonly detectors: readonly Named[] },
  measured: DetectorFigures = figures as DetectorFigures,
): ShownFigures | null {
  const isShipped = model.origin.kind === 'page' && model.detectors.includes(detector);
  if (!isShipped || measured.modelHash !== model.hash || !Object.hasOwn(measured.detectors, detector.name)) return null;
  const own = measured.detectors[detector.name]!;
  return { ...shippedMeans(own), ap75: own.ap75, scenes: measured.scenes };
}
