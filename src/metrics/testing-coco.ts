/** COCO's evaluation as a plain, slow program over its files, for tests: written from the definition of `COCOeval`, without anything of ours. */

export interface CocoInstancesFile {
  readonly images: readonly { readonly id: number }[];
  readonly categories: readonly { readonly id: number }[];
  readonly annotations: readonly {
    readonly image_id: number;
    readonly category_id: number;
    readonly bbox: readonly number[];
    readonly iscrowd: number;
  }[];
}

export type CocoResultsFile = readonly {
  readonly image_id: number;
  readonly category_id: number;
  readonly bbox: readonly number[];
  readonly score: number;
}[];

/** AP of each category in the order of the file, at each of the ten IoU thresholds; null without objects. */
export function cocoOracle(instances: CocoInstancesFile, results: CocoResultsFile): (readonly number[] | null)[] {
  const images = instances.images.map(({ id }) => id).sort((a, b) => a - b);
  return instances.categories.map((category) => {
    const truth = instances.annotations.filter((one) => one.category_id === category.id);
    const wanted = truth.filter(({ iscrowd }) => iscrowd === 0).length;
    if (wanted === 0) return null;
    return Array.from({ length: 10 }, (_, i) => {
      const verdicts = images.flatMap((image) =>
        imageVerdicts(
          truth.filter((one) => one.image_id === image),
          results.filter((one) => one.image_id === image && one.category_id === category.id),
          0.5 + i * ((0.95 - 0.5) / 9),
        ),
      );
      return ap101(
        verdicts.sort((a, b) => b.score - a.score),
        wanted,
      );
    });
  });
}

interface Verdict {
  readonly score: number;
  readonly kind: 'true' | 'false' | 'ignored';
}

function imageVerdicts(truth: CocoInstancesFile['annotations'], found: CocoResultsFile, threshold: number): Verdict[] {
  const sorted = [...truth].sort((a, b) => a.iscrowd - b.iscrowd);
  const matched = new Set<object>();
  const best = [...found].sort((a, b) => b.score - a.score).slice(0, 100);
  return best.map(({ bbox, score }) => {
    let reached = threshold;
    let match: (typeof sorted)[number] | null = null;
    for (const gt of sorted) {
      if (matched.has(gt) && gt.iscrowd === 0) continue;
      if (match !== null && match.iscrowd === 0 && gt.iscrowd === 1) break;
      const overlap = overlapOf(bbox, gt.bbox, gt.iscrowd === 1);
      if (overlap < reached) continue;
      reached = overlap;
      match = gt;
    }
    if (match === null) return { score, kind: 'false' };
    matched.add(match);
    return { score, kind: match.iscrowd === 1 ? 'ignored' : 'true' };
  });
}

function overlapOf(dt: readonly number[], gt: readonly number[], crowd: boolean): number {
  const [dx = 0, dy = 0, dw = 0, dh = 0] = dt;
  const [gx = 0, gy = 0, gw = 0, gh = 0] = gt;
  const w = Math.min(dx + dw, gx + gw) - Math.max(dx, gx);
  const h = Math.min(dy + dh, gy + gh) - Math.max(dy, gy);
  if (w <= 0 || h <= 0) return 0;
  return (w * h) / (crowd ? dw * dh : dw * dh + gw * gh - w * h);
}

/** Mean over the recalls 0, .01, … 1 of the best precision at that recall or beyond; ignored detections are not there. */
function ap101(verdicts: readonly Verdict[], wanted: number): number {
  const points: { readonly recall: number; readonly precision: number }[] = [];
  let hits = 0;
  let count = 0;
  for (const { kind } of verdicts) {
    if (kind === 'ignored') continue;
    count++;
    if (kind === 'true') hits++;
    points.push({ recall: hits / wanted, precision: hits / count });
  }
  let sum = 0;
  for (let i = 0; i <= 100; i++)
    sum += Math.max(0, ...points.filter(({ recall }) => recall >= i * 0.01).map(({ precision }) => precision));
  return sum / 101;
}
