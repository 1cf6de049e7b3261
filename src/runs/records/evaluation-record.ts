import * as v from 'valibot';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { DetectionThresholds } from '../../geometry/detections';
import type { ImageRows } from '../../metrics/image-rows';
import { float32ToBase64 } from '../session/base64';
import type { Provenance, RunStatus } from './run-record';
import { common } from './run-schema';
import { count, float32Text, nameText, promptText, text } from './schema-parts';

/** What was evaluated, and on what. */
export interface EvaluationConfig {
  /** Name of the detector. */
  readonly detector: string;
  readonly detectorTitle: string;
  /** What the detector's file says of its training. */
  readonly detectorProvenance: Readonly<Record<string, string>>;
  /** The detector's own; AP wants the low scores too. */
  readonly thresholds: DetectionThresholds;
  readonly source: EvaluationSource;
  /** Added to V_a's output in every image, `[C]`; null for the plain detector, as the paper evaluates it. */
  readonly featureOffset: { readonly name: string; readonly values: Float32Array } | null;
}

/** The images of one domain that are done: 0 to length − 1. */
export interface EvaluatedDomain {
  readonly name: string;
  readonly images: readonly ImageRows[];
}

/** One detector on one source: ground truth and detections of every image, from which every number follows. */
export interface EvaluationRecord {
  readonly kind: 'evaluation';
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** `stopped` and `failed` can go on. */
  readonly status: RunStatus;
  readonly provenance: Provenance;
  readonly config: EvaluationConfig;
  /** Time that it took, interruptions left out; null where it is not known. */
  readonly seconds: number | null;
  /** What the class indices mean. */
  readonly classes: readonly string[];
  /** In the order of the source. */
  readonly domains: readonly EvaluatedDomain[];
}

const source = v.variant('kind', [
  v.strictObject({
    kind: v.literal('builtin'),
    domains: v.array(nameText),
    split: v.picklist(['val', 'test']),
    imagesPerDomain: count,
  }),
  v.pipe(
    v.strictObject({
      kind: v.literal('data-set'),
      dataSet: nameText,
      title: nameText,
      layout: v.picklist(['plain', 'diverse-weather']),
      domains: v.array(nameText),
      imagesPerDomain: count,
      images: v.array(count),
    }),
    v.check(({ domains, images }) => domains.length === images.length, 'has another number of sizes than domains'),
  ),
]);

const config = v.strictObject({
  detector: nameText,
  detectorTitle: nameText,
  detectorProvenance: v.record(v.string(), text),
  thresholds: v.strictObject({ boxScoreThresh: v.number(), boxNmsThresh: v.number(), detectionsPerImage: count }),
  source,
  featureOffset: v.nullable(v.strictObject({ name: promptText, values: float32Text })),
});

/** An evaluation without its images. */
export const evaluationHead = {
  ...common,
  kind: v.literal('evaluation'),
  config,
  // Records from before the time was taken lack it.
  seconds: v.optional(v.nullable(v.number()), null),
  classes: v.array(nameText),
};

/** More than the page evaluates at once: every condition at its most images. */
const mostImages = 200_000;

/** Numbers as the library keeps them, or as text in a file; the library of earlier versions has text, too. */
const storedColumn = v.union([v.instance(Float32Array), float32Text]);

/** The images of a domain one after the other. */
export const evaluatedDomain = v.pipe(
  v.strictObject({
    name: nameText,
    /** Width, height, objects, detections of each image. */
    sizes: storedColumn,
    gtClasses: storedColumn,
    gtBoxes: storedColumn,
    /** 1 for each difficult object; absent where no image has any. */
    gtDifficult: v.optional(storedColumn),
    classes: storedColumn,
    scores: storedColumn,
    boxes: storedColumn,
  }),
  v.check(({ sizes }) => sizes.length <= mostImages * 4, `has more than ${mostImages.toLocaleString('en')} images`),
  v.check(({ sizes, gtClasses, gtBoxes, gtDifficult, classes, scores, boxes }) => {
    if (sizes.length % 4 !== 0 || !sizes.every((size) => Number.isInteger(size) && size >= 0)) return false;
    const [objects, detections] = [total(sizes, 2), total(sizes, 3)];
    return (
      gtClasses.length === objects &&
      gtBoxes.length === 4 * objects &&
      (gtDifficult === undefined || gtDifficult.length === objects) &&
      classes.length === detections &&
      scores.length === detections &&
      boxes.length === 4 * detections
    );
  }, 'has numbers of images, boxes and scores that do not belong together'),
  v.transform(({ name, gtDifficult, ...columns }): EvaluatedDomain => ({
    name,
    images: splitImages({ ...columns, gtDifficult: gtDifficult ?? null }),
  })),
);

/** An evaluation as JSON holds it; parsing gives an {@link EvaluationRecord}. */
export const evaluationSchema = v.pipe(
  v.strictObject({ ...evaluationHead, domains: v.array(evaluatedDomain) }),
  v.check(
    ({ classes: { length }, domains }) =>
      domains.every(({ images }) =>
        images.every(
          (rows) => rows.gtClasses.every((index) => index < length) && rows.classes.every((index) => index < length),
        ),
      ),
    'has boxes of a class that it does not name',
  ),
  v.check(
    ({ domains }) => domains.reduce((sum, { images }) => sum + images.length, 0) <= mostImages,
    `has more than ${mostImages.toLocaleString('en')} images`,
  ),
);

/** The JSON form of an evaluation. */
export function encodeEvaluation({ domains, ...head }: EvaluationRecord): object {
  return { ...encodeEvaluationHead(head), domains: encodeDomains(domains) };
}

/** The JSON form of an evaluation without its images. */
export function encodeEvaluationHead(head: Omit<EvaluationRecord, 'domains'>): object {
  const { featureOffset } = head.config;
  return {
    ...head,
    config: {
      ...head.config,
      featureOffset: featureOffset && { name: featureOffset.name, values: float32ToBase64(featureOffset.values) },
    },
  };
}

/** The JSON form of an evaluation's images. */
function encodeDomains(domains: readonly EvaluatedDomain[]): readonly object[] {
  return domains.map(({ name, images }) => ({
    name,
    ...Object.fromEntries(
      Object.entries(joinImages(images)).map(([column, values]) => [column, float32ToBase64(values)]),
    ),
  }));
}

/** An evaluation's images as columns of numbers, which IndexedDB stores as they are. */
export function domainColumns(domains: readonly EvaluatedDomain[]): readonly object[] {
  return domains.map(({ name, images }) => ({ name, ...joinImages(images) }));
}

type ColumnName = 'sizes' | keyof Omit<ImageRows, 'width' | 'height' | 'gtDifficult'>;

interface Columns extends Readonly<Record<ColumnName, Float32Array>> {
  readonly gtDifficult: Float32Array | null;
}

function joinImages(images: readonly ImageRows[]): Readonly<Partial<Record<ColumnName | 'gtDifficult', Float32Array>>> {
  const objects = images.reduce((sum, { gtClasses }) => sum + gtClasses.length, 0);
  const detections = images.reduce((sum, { classes }) => sum + classes.length, 0);
  const joined = (length: number, of: (image: ImageRows) => ArrayLike<number>) => {
    const values = new Float32Array(length);
    let at = 0;
    for (const image of images) {
      const part = of(image);
      values.set(part, at);
      at += part.length;
    }
    return values;
  };
  return {
    sizes: joined(4 * images.length, ({ width, height, gtClasses, classes }) => [
      width,
      height,
      gtClasses.length,
      classes.length,
    ]),
    gtClasses: joined(objects, ({ gtClasses }) => gtClasses),
    gtBoxes: joined(4 * objects, ({ gtBoxes }) => gtBoxes),
    ...(images.some(({ gtDifficult }) => gtDifficult)
      ? {
          gtDifficult: joined(objects, ({ gtClasses, gtDifficult }) => gtDifficult ?? new Uint8Array(gtClasses.length)),
        }
      : {}),
    classes: joined(detections, ({ classes }) => classes),
    scores: joined(detections, ({ scores }) => scores),
    boxes: joined(4 * detections, ({ boxes }) => boxes),
  };
}

/** The images of a domain. They are views of the columns: arrays of their own would cost more than all else. */
function splitImages({ sizes, gtBoxes, gtDifficult, scores, boxes, ...columns }: Columns): ImageRows[] {
  const gtClasses = Uint16Array.from(columns.gtClasses);
  const classes = Uint16Array.from(columns.classes);
  const difficult = gtDifficult && Uint8Array.from(gtDifficult);
  let gt = 0;
  let found = 0;
  return Array.from({ length: sizes.length / 4 }, (_, i): ImageRows => {
    const [width, height] = [sizes[i * 4]!, sizes[i * 4 + 1]!];
    const [gtEnd, foundEnd] = [gt + sizes[i * 4 + 2]!, found + sizes[i * 4 + 3]!];
    const gtDifficultHere = difficult?.subarray(gt, gtEnd);
    const rows = {
      width,
      height,
      gtClasses: gtClasses.subarray(gt, gtEnd),
      gtBoxes: gtBoxes.subarray(gt * 4, gtEnd * 4),
      ...(gtDifficultHere?.includes(1) ? { gtDifficult: gtDifficultHere } : {}),
      classes: classes.subarray(found, foundEnd),
      scores: scores.subarray(found, foundEnd),
      boxes: boxes.subarray(found * 4, foundEnd * 4),
    };
    [gt, found] = [gtEnd, foundEnd];
    return rows;
  });
}

function total(sizes: Float32Array, column: number): number {
  let sum = 0;
  for (let i = column; i < sizes.length; i += 4) sum += sizes[i]!;
  return sum;
}
