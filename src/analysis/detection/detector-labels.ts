import type { DetectorInfo } from '../../engine/engine';

export interface LabelledDetector {
  readonly name: string;
  readonly label: string;
}

/** Detectors as lists name them: by title, and where several have the same, as after the same training in two tabs, by the name that only one has, too. */
export function labelledDetectors(
  detectors: readonly Pick<DetectorInfo, 'name' | 'title'>[],
): readonly LabelledDetector[] {
  const count = new Map<string, number>();
  for (const { title } of detectors) count.set(title, (count.get(title) ?? 0) + 1);
  return detectors.map(({ name, title }) => ({ name, label: count.get(title) === 1 ? title : `${title} (${name})` }));
}
