/** The annotated images of an evaluation: named domains, each a list with a fixed order. */
export type EvaluationSource = BuiltinSource | DataSetSource;

/** Built-in scenes. */
export interface BuiltinSource {
  readonly kind: 'builtin';
  /** Condition names, e.g. `night-rainy`. */
  readonly domains: readonly string[];
  readonly split: 'val' | 'test';
  readonly imagesPerDomain: number;
}

/** A data set of the user's. */
export interface DataSetSource {
  readonly kind: 'data-set';
  /** Its id. */
  readonly dataSet: string;
  readonly title: string;
  readonly layout: 'plain' | 'diverse-weather';
  /** Names of its parts. */
  readonly domains: readonly string[];
  /** At most so many images of each. */
  readonly imagesPerDomain: number;
  /** How many that are in each domain, spread evenly over it. */
  readonly images: readonly number[];
}
