import type { DataSetInfo } from '../../engine/engine';
import { matchClassNames } from '../../scenes/class-synonyms';

/** What a detector makes of the classes of a data set. */
export interface ClassFate {
  readonly name: string;
  readonly objects: number;
  /** The detector's word for it; null where it knows none. */
  readonly known: string | null;
}

/** The classes of a data set beside those of a detector. */
export function classFates({ classes }: DataSetInfo, detectorClasses: readonly string[]): readonly ClassFate[] {
  const { indices } = matchClassNames(
    classes.map(({ name }) => name),
    detectorClasses,
  );
  return classes.map(({ name, objects }, i) => ({ name, objects, known: detectorClasses[indices[i]!] ?? null }));
}
