import { AccumulatedMatches, rankMatches } from './accumulated-matches';
import { metricOfMatches, rulesOf, type DetectionMetric, type MetricValues } from './detection-metric';
import type { EvaluatedImage } from './evaluated-image';
import type { ClassMatches } from './match-class';
import type { MatchRule } from './match-rule';

/** A set of images that grows. What a rule or a metric needs is computed when somebody asks for it, and only for the images that are new since. */
export class MatchedSet {
  readonly #classCount: number;
  readonly #images: EvaluatedImage[] = [];
  readonly #matches = new Map<string, AccumulatedMatches>();
  readonly #metrics = new Map<DetectionMetric, { readonly images: number; readonly values: MetricValues }>();

  constructor(classCount: number) {
    this.#classCount = classCount;
  }

  get images(): readonly EvaluatedImage[] {
    return this.#images;
  }

  add(image: EvaluatedImage): void {
    this.#images.push(image);
  }

  /** The matches of all images. */
  matched(rule: MatchRule): AccumulatedMatches {
    const key = JSON.stringify(rule);
    const matches = this.#matches.get(key) ?? new AccumulatedMatches(this.#classCount, rule);
    this.#matches.set(key, matches);
    while (matches.length < this.#images.length) matches.add(this.#images[matches.length]!);
    return matches;
  }

  /** As `evaluateMetric` gives it for the same images. */
  metric(metric: DetectionMetric): MetricValues {
    const known = this.#metrics.get(metric);
    if (known?.images === this.#images.length) return known.values;
    const matches = rulesOf(metric).map((rule) => this.matched(rule));
    const values = metricOfMatches(
      this.#classCount,
      (classIndex) => matches.map((matched) => rankMatches([matched], classIndex)),
      metric,
    );
    this.#metrics.set(metric, { images: this.#images.length, values });
    return values;
  }
}

/** The matches of every class over several sets, as over one list of their images. */
export function matchesOfSets(
  sets: readonly MatchedSet[],
  classCount: number,
  rule: MatchRule,
): readonly ClassMatches[] {
  const matched = sets.map((set) => set.matched(rule));
  return Array.from({ length: classCount }, (_, classIndex) => rankMatches(matched, classIndex));
}
