import * as v from 'valibot';
import type { AblationResults } from './ablation-results';
import { count, text } from './schema-parts';

const ap = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
// Results from before it was computed lack the reference's.
const byMetric = { voc11: ap, vocArea: ap, voc11Reference: v.optional(ap, null), coco101: ap };
const domain = v.object({
  domain: text,
  images: count,
  classes: v.array(v.object({ ...byMetric, name: text, groundTruths: count, coco5095: ap })),
  map50: v.object(byMetric),
  map5095: ap,
});
const run = v.object({
  seed: count,
  finishedAt: text,
  config: v.unknown(),
  modelHash: text,
  backend: text,
  secondsPerStep: v.number(),
  steps: count,
  losses: v.array(v.number()),
  validation: domain,
  domains: v.array(domain),
});
const interval = v.nullable(v.object({ low: v.number(), high: v.number() }));
const schema = v.object({
  rows: v.array(
    v.object({
      name: text,
      title: text,
      init: text,
      classifier: text,
      pooling: text,
      method: text,
      oracle: v.boolean(),
      runs: v.array(run),
      alignment: v.optional(v.nullable(v.number()), null),
      difference: v.nullable(v.object({ mean: v.number(), seeds: count, interval })),
    }),
  ),
});

/** The recorded table as its file holds it; null where the file is none. */
export function parseAblationResults(value: unknown): AblationResults | null {
  const { success, output } = v.safeParse(schema, value);
  return success ? output : null;
}
