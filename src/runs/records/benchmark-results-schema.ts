import * as v from 'valibot';
import { knowledge, type Knowledge } from '../../method/knowledge';
import type { BenchmarkResults } from './benchmark-results';
import { count, text } from './schema-parts';

const share = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1)));
const byMetric = v.object({ voc11: share, vocArea: share, voc11Reference: share, coco101: share });
const domain = v.object({
  domain: text,
  images: count,
  map50: byMetric,
  map75: share,
  calibrationError: share,
  classes: v.array(v.object({ name: text, voc11: share })),
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
  others: v.array(v.object({ condition: text, images: count, map50: share, calibrationError: share })),
});
const interval = v.object({ low: v.number(), high: v.number() });
const estimate = v.nullable(v.object({ value: v.number(), seeds: count, interval: v.nullable(interval) }));
const row = v.object({
  name: text,
  title: text,
  does: text,
  knows: v.picklist(Object.keys(knowledge) as Knowledge[]),
  wantedSeeds: count,
  runs: v.array(run),
  overNone: estimate,
  overJitter: estimate,
  headroomShare: estimate,
  groups: text,
  corrupted: v.nullable(
    v.object({
      seed: count,
      images: count,
      clean: share,
      results: v.array(v.object({ corruption: text, map50: share, trained: v.boolean() })),
    }),
  ),
});
const pair = v.object({
  row: text,
  other: text,
  bySeed: v.array(v.object({ seed: count, difference: v.number() })),
  t: v.nullable(v.object({ mean: v.number(), interval, p: v.number() })),
  adjustedP: v.nullable(v.number()),
});
const streets = v.object({ first: count, count });
const schema = v.object({
  protocol: v.nullable(
    v.object({
      steps: count,
      seeds: v.array(count),
      validation: streets,
      test: streets,
      others: v.nullable(streets),
      corrupted: v.nullable(streets),
    }),
  ),
  conclusion: text,
  limits: v.array(text),
  rows: v.array(row),
  pairs: v.array(pair),
});

/** The table as its file holds it; null where the file is none. */
export function parseBenchmarkResults(value: unknown): BenchmarkResults | null {
  const { success, output } = v.safeParse(schema, value);
  return success ? output : null;
}
