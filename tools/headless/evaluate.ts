import type { Page } from '@playwright/test';
import type { EvaluationImage, EvaluationRequest } from '../../src/engine/engine';
import { metricMatches } from '../../src/metrics/detection-metric';
import { fromImageRows } from '../../src/metrics/image-rows';
import { encodeRanking, type RankedMatches } from '../../src/metrics/ranked-matches';
import { type Command, inAPage } from './command';
import { openDataSet } from './data-set';
import { openDetector } from './detector';
import { dataSetSource, evaluationPlan } from './evaluation-plan';
import { featureOffset } from './feature-offset';
import { inPage } from './in-page';
import { opening, provenance } from './model';
import { commonOptions } from './options';
import { makeFolder, writeWhole } from './out';

/** What `--out` gets beside the numbers: all that a bootstrap over images needs, by domain, then class. */
export type StoredMatches = Readonly<Record<string, readonly RankedMatches[]>>;

/**
 * AP per class and mean by each metric definition: on built-in domains (all five of the benchmark unless some are named), or on the parts of a
 * data set. With `--out`, `evaluation.json` and `matches.json` (VOC matching, IoU .5) are written there.
 */
export const evaluate: Command = {
  options: [
    'config',
    'detector',
    'classes',
    'offsets',
    'prompt',
    'dataset',
    'format',
    'part',
    'split',
    'count',
    ...commonOptions,
  ],
  operands: null,
  resultFile: 'evaluation.json',
  prepare: async (options) => {
    const plan = evaluationPlan(options);
    const open = opening(options);
    return inAPage(async (page) => {
      const ready = await open(page);
      const { info, offsets } = await openDetector(page, ready.model, plan.detector, plan.classes);
      const { data } = plan;
      const dataSet = data.kind === 'builtin' ? null : await openDataSet(page, data.place);
      const { results, images, unreadable } = await run(page, {
        detector: info.name,
        featureOffset: await featureOffset(page, ready.model, plan.offset, offsets),
        source:
          data.kind === 'builtin'
            ? { kind: 'builtin', domains: data.domains, split: data.split, imagesPerDomain: data.count }
            : dataSetSource(dataSet!, data.parts, data.count),
      });
      if (options.out !== undefined) {
        const matches: StoredMatches = Object.fromEntries(
          results.map(({ domain, classes }) => {
            const own = images.filter((image) => image.domain === domain).map(({ rows }) => fromImageRows(rows));
            return [domain, classes.map((_, k) => encodeRanking(metricMatches(own, k, 'voc2007')[0]!))];
          }),
        );
        makeFolder(options.out);
        writeWhole(options.out, 'matches.json', `${JSON.stringify(matches)}\n`);
      }
      return {
        kind: 'evaluation',
        ...provenance(ready),
        detector: info.name,
        ...(plan.offset.offsets === null ? {} : { offsets: plan.offset.offsets.name }),
        ...(plan.offset.prompt === null ? {} : { prompt: plan.offset.prompt }),
        ...(data.kind === 'builtin'
          ? { split: data.split }
          : {
              dataset: dataSet!.title,
              format: dataSet!.format,
              problems: dataSet!.problemCount,
              unreadable: unreadable.length,
            }),
        domains: results,
      };
    });
  },
};

async function run(page: Page, evaluation: EvaluationRequest) {
  return inPage(
    page,
    async (request: EvaluationRequest) => {
      const images: EvaluationImage[] = [];
      const unreadable: string[] = [];
      let said = 0;
      const results = await playgroundEngine.evaluate(request, {
        onProgress: ({ stage, done, total }) => {
          if (performance.now() - said < 2000 && done < total) return;
          said = performance.now();
          void reportProgress(`${stage} ${done}/${total}`);
        },
        onImage: (image) => images.push(image),
        onUnreadable: ({ reason }) => {
          unreadable.push(reason);
          void reportProgress(`left out: ${reason}`);
        },
      });
      return { results, images, unreadable };
    },
    evaluation,
  );
}
