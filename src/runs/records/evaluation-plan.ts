import type { EvaluationSource } from '../../evaluation/evaluation-source';

/** How many images of a domain, given by its place in the source, an evaluation wants. */
export function plannedImages(source: EvaluationSource, domainIndex: number): number {
  switch (source.kind) {
    case 'builtin':
      return source.imagesPerDomain;
    case 'data-set':
      return source.images[domainIndex] ?? 0;
    default:
      return source satisfies never;
  }
}

/** Images of the whole evaluation. */
export function allPlannedImages(source: EvaluationSource): number {
  return source.domains.reduce((sum, _, index) => sum + plannedImages(source, index), 0);
}

/** The source in words, e.g. for a caption. */
export function describeSource(source: EvaluationSource): string {
  switch (source.kind) {
    case 'builtin':
      return `Built-in scenes, split ${source.split}, ${source.imagesPerDomain} images a domain`;
    case 'data-set':
      return `Data set ${source.title}, ${source.domains.map((name, i) => `${name}: ${source.images[i]}`).join(', ')} images`;
    default:
      return source satisfies never;
  }
}
