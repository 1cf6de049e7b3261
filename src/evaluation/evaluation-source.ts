/** The annotated images of an evaluation: named domains, each a list with a fixed order. */
export type EvaluationSource = {
  readonly kind: 'builtin';
  /** Condition names, e.g. `night-rainy`. */
  readonly domains: readonly string[];
  readonly split: 'val' | 'test';
  readonly imagesPerDomain: number;
};
