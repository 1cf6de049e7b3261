/** Numbers of evaluations. Each follows from records alone and is computed once: records never change, new ones take their place. */
import { memo } from '../../math/memo';
import { mean } from '../../math/statistics';
import { pairDetections, type DetectionPair } from '../../metrics/detection-delta';
import type { DetectionMetric, MetricValues } from '../../metrics/detection-metric';
import type { EvaluatedImage, GtBox } from '../../metrics/evaluated-image';
import { fromImageRows, type ImageRows } from '../../metrics/image-rows';
import type { ClassMatches } from '../../metrics/match-class';
import { MatchedSet, matchesOfSets } from '../../metrics/matched-set';
import { sweepThresholds, type ThresholdSweep } from '../../metrics/threshold-sweep';
import { isSourceDomain } from '../../runs/records/benchmark-results';
import { plannedImages } from '../../runs/records/evaluation-plan';
import type { EvaluatedDomain, EvaluationRecord } from '../../runs/records/evaluation-record';

/** The images that panels look at, in one list. */
export interface EvaluationScope {
  readonly images: readonly EvaluatedImage[];
  /** Where each comes from. */
  readonly places: readonly { readonly domain: string; readonly index: number }[];
  /** Per class, by VOC's rule at IoU .5. */
  readonly matches: readonly ClassMatches[];
}

/** The images of a domain as the metrics want them. */
export const domainImages = memo((domain: EvaluatedDomain) => domain.images.map(fromImageRows));

/** A domain and what was matched in it, found again by its first image: a domain of which more is done begins with the same images. */
const growingSets = memo(
  (_first: ImageRows) => new Map<number, { readonly rows: ImageRows[]; readonly set: MatchedSet }>(),
);

/** The images of a domain with their matches; those that were there before are not matched again. */
function matchedSet({ images }: EvaluatedDomain, classCount: number): MatchedSet {
  const fresh = () => ({ rows: [] as ImageRows[], set: new MatchedSet(classCount) });
  const [first] = images;
  const sets = first && growingSets(first);
  let grown = sets?.get(classCount) ?? fresh();
  const { length } = grown.rows;
  // Of a domain as it was before, or another one with the same beginning.
  if (length > images.length || grown.rows[length - 1] !== images[length - 1]) grown = fresh();
  else sets?.set(classCount, grown);
  for (const rows of images.slice(grown.rows.length)) {
    grown.rows.push(rows);
    grown.set.add(fromImageRows(rows));
  }
  return grown.set;
}

/** A metric on one domain. */
export function domainMetric(domain: EvaluatedDomain, classCount: number, metric: DetectionMetric): MetricValues {
  return matchedSet(domain, classCount).metric(metric);
}

/** The mean over the domains that training never saw, 0 to 1; null until all of their images are done. */
export function unseenMean(record: EvaluationRecord, metric: DetectionMetric): number | null {
  const { source } = record.config;
  const unfinished = record.domains.some(
    ({ name, images }, index) => !isSourceDomain(name) && images.length < plannedImages(source, index),
  );
  if (unfinished) return null;
  const unseen = record.domains.filter(({ name }) => !isSourceDomain(name));
  const values = unseen.flatMap((domain) => domainMetric(domain, record.classes.length, metric).mean ?? []);
  return values.length === 0 ? null : mean(values);
}

const scopesOfRecord = memo(() => new Map<string | null, EvaluationScope>());

/** All images of a record, or those of one domain. */
export function scopeOf(record: EvaluationRecord, domainName: string | null): EvaluationScope {
  const known = scopesOfRecord(record.domains);
  const domains = record.domains.filter(({ name }) => domainName === null || name === domainName);
  const made = known.get(domainName) ?? makeScope(domains, record.classes.length);
  known.set(domainName, made);
  return made;
}

function makeScope(domains: readonly EvaluatedDomain[], classCount: number): EvaluationScope {
  const images = domains.flatMap(domainImages);
  return {
    images,
    places: domains.flatMap(({ name, images: list }) => list.map((_, index) => ({ domain: name, index }))),
    matches: matchesOfSets(
      domains.map((domain) => matchedSet(domain, classCount)),
      classCount,
      { by: 'voc', iouThresh: 0.5 },
    ),
  };
}

const sweepsOfScope = memo(() => new Map<number | null, ThresholdSweep>());

/** The sweep of one class, or of all. */
export function sweepOf(scope: EvaluationScope, classIndex: number | null): ThresholdSweep {
  const known = sweepsOfScope(scope);
  const sweep = known.get(classIndex) ?? sweepThresholds(matchesOf(scope, classIndex));
  known.set(classIndex, sweep);
  return sweep;
}

/** The matches of one class, or of all. */
export function matchesOf({ matches }: EvaluationScope, classIndex: number | null): readonly ClassMatches[] {
  return classIndex === null ? matches : matches.slice(classIndex, classIndex + 1);
}

/** A domain on which two detectors saw the same images. */
export interface PairedDomain {
  readonly name: string;
  readonly a: EvaluatedDomain;
  readonly b: EvaluatedDomain;
}

/** The domains that can be compared: as many images of both, with the same ground truth. */
export function pairedDomains(a: EvaluationRecord, b: EvaluationRecord): readonly PairedDomain[] {
  return a.domains.flatMap((ofA) => {
    const ofB = b.domains.find(({ name }) => name === ofA.name);
    return ofB && ofA.images.length > 0 && sameGroundTruth(ofA, ofB) ? [{ name: ofA.name, a: ofA, b: ofB }] : [];
  });
}

function sameGroundTruth(a: EvaluatedDomain, b: EvaluatedDomain): boolean {
  const equal = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    x.length === y.length && Array.prototype.every.call(x, (value, i) => value === y[i]);
  return (
    a.images.length === b.images.length &&
    a.images.every(
      ({ gtClasses, gtBoxes, gtDifficult = [] }, i) =>
        equal(gtClasses, b.images[i]!.gtClasses) &&
        equal(gtBoxes, b.images[i]!.gtBoxes) &&
        equal(gtDifficult, b.images[i]!.gtDifficult ?? []),
    )
  );
}

/** A pair of detections, where it is, and the objects of its image. */
export interface PlacedPair extends DetectionPair {
  readonly domain: string;
  readonly gtBoxes: readonly GtBox[];
}

const pairsOfDomain = memo((_a: EvaluatedDomain) => new WeakMap<EvaluatedDomain, readonly PlacedPair[]>());

/** What two detectors have in the images of one domain, place by place; `image` is the index in it. */
export function domainPairs({ name, a, b }: PairedDomain, classCount: number): readonly PlacedPair[] {
  const known = pairsOfDomain(a);
  const pairs = known.get(b) ?? makePairs(name, makeScope([a], classCount), makeScope([b], classCount));
  known.set(b, pairs);
  return pairs;
}

function makePairs(domain: string, a: EvaluationScope, b: EvaluationScope): readonly PlacedPair[] {
  return a.matches
    .flatMap((matches, k) =>
      pairDetections({ images: a.images, matches }, { images: b.images, matches: b.matches[k]! }),
    )
    .map((pair) => ({ ...pair, domain, gtBoxes: a.images[pair.image]!.gtBoxes }));
}
