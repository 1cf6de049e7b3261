import { wellFormedJson } from '../../formats/text/well-formed-json';
import type { ImageRows } from '../../metrics/image-rows';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import { describeSource, plannedImages } from '../records/evaluation-plan';
import type { EvaluationRecord } from '../records/evaluation-record';

/** Ids that do not depend on how many images are done, so that those of two detectors on the same source agree; no two domains share one. */
function imageId(source: EvaluationSource, domainIndex: number, index: number): number {
  const most = Math.max(...source.domains.map((_, at) => plannedImages(source, at)));
  return (domainIndex + 1) * Math.max(1_000_000, 10 ** Math.ceil(Math.log10(most))) + index;
}

const categoryId = (classIndex: number) => classIndex + 1;

interface PlacedImage {
  readonly id: number;
  readonly domain: string;
  readonly index: number;
  readonly rows: ImageRows;
}

/** @param domain null for all */
function placedImages(
  { domains, config: { source } }: EvaluationRecord,
  domain: string | null,
): readonly PlacedImage[] {
  return domains.flatMap(({ name, images }, domainIndex) =>
    domain === null || domain === name
      ? images.map((rows, index) => ({ id: imageId(source, domainIndex, index), domain: name, index, rows }))
      : [],
  );
}

/** Corner and size, as COCO has boxes: x, y, width, height in pixels. */
function cocoBox(boxes: Float32Array, i: number): readonly [x: number, y: number, width: number, height: number] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = boxes.subarray(i * 4, i * 4 + 4);
  return [x1, y1, x2 - x1, y2 - y1];
}

/** The detections as COCO results (`coco_instances_results.json`): what `COCO.loadRes` reads beside {@link cocoInstances}. */
export function cocoResults(record: EvaluationRecord, domain: string | null): string {
  const results = placedImages(record, domain).flatMap(({ id, rows: { classes, scores, boxes } }) =>
    Array.from(classes, (classIndex, i) => ({
      image_id: id,
      category_id: categoryId(classIndex),
      bbox: cocoBox(boxes, i),
      score: scores[i]!,
    })),
  );
  return wellFormedJson(results);
}

/**
 * The ground truth as COCO instances, with the ids of {@link cocoResults}. Difficult objects leave as crowds, which is how our COCO metrics take them: tools
 * of COCO find the same AP.
 */
export function cocoInstances(record: EvaluationRecord, domain: string | null): string {
  const { config, provenance, createdAt, classes } = record;
  const images = placedImages(record, domain);
  const boxes = images.flatMap(({ id, rows }) =>
    Array.from(rows.gtClasses, (classIndex, i) => ({
      id,
      classIndex,
      bbox: cocoBox(rows.gtBoxes, i),
      crowd: rows.gtDifficult?.[i] ?? 0,
    })),
  );
  return wellFormedJson({
    info: {
      description: `Ground truth of: ${describeSource(config.source)}`,
      date_created: createdAt,
      provenance,
    },
    licenses: [],
    images: images.map(({ id, domain: name, index, rows: { width, height } }) => ({
      id,
      file_name: imageName(config.source, name, index),
      width,
      height,
    })),
    annotations: boxes.map(({ id, classIndex, bbox }, i) => ({
      id: i + 1,
      image_id: id,
      category_id: categoryId(classIndex),
      bbox,
      area: bbox[2] * bbox[3],
      iscrowd: boxes[i]!.crowd,
    })),
    categories: classes.map((name, classIndex) => ({ id: categoryId(classIndex), name })),
  });
}

function imageName(source: EvaluationSource, domain: string, index: number): string {
  switch (source.kind) {
    case 'builtin':
      return `builtin/${domain}/${source.split}/${index}`;
    case 'data-set':
      return `${source.title}/${domain}/${index}`;
    default:
      return source satisfies never;
  }
}
