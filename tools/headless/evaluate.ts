import { wellFormedJson } from '../../src/formats/text/well-formed-json';
import type { Page } from '@playwright/test';
import type { EvaluationImage, EvaluationRequest, EvaluationSource } from '../../src/engine/engine';
import { domainResult } from '../../src/evaluation/domain-result';
import { metricMatches } from '../../src/metrics/detection-metric';
import { fromImageRows, wasRead } from '../../src/metrics/image-rows';
import { encodeRanking, type RankedMatches } from '../../src/metrics/ranked-matches';
import { sceneClasses } from '../../src/scenes/types';
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
      const { info, offsets } = await openDetector(page, ready.model, plan.detector, { classes: plan.classes });
      const { data } = plan;
      const dataSet = data.kind === 'builtin' ? null : await openDataSet(page, data.place);
      const source: EvaluationSource =
        data.kind === 'builtin'
          ? { kind: 'builtin', domains: data.domains, split: data.split, imagesPerDomain: data.count }
          : dataSetSource(dataSet!, data.parts, data.count);
      const { images, unreadable, problems } = await run(page, {
        detector: info.name,
        featureOffset: await featureOffset(page, ready.model, plan.offset, offsets),
        source,
      });
      const classes = source.kind === 'builtin' ? sceneClasses : info.config.classes;
      // What could not be read is an image without pixels, and counts nowhere.
      const ofDomain = (domain: string) =>
        images.filter((image) => image.domain === domain && wasRead(image.rows)).map(({ rows }) => fromImageRows(rows));
      if (options.out !== undefined) {
        const matches: StoredMatches = Object.fromEntries(
          source.domains.map((domain) => [
            domain,
            classes.map((_, k) => encodeRanking(metricMatches(ofDomain(domain), k, 'voc2007')[0]!)),
          ]),
        );
        makeFolder(options.out);
        writeWhole(options.out, 'matches.json', `${wellFormedJson(matches)}\n`);
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
              problems: dataSet!.problemCount + problems,
              unreadable: unreadable.length,
            }),
        domains: source.domains.map((domain) => domainResult(domain, ofDomain(domain), classes)),
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
      let problems = 0;
      let said = 0;
      await playgroundEngine.evaluate(request, {
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
        onProblem: ({ file, reason }) => {
          problems++;
          void reportProgress(`${file}: ${reason}`);
        },
      });
      return { images, unreadable, problems };
    },
    evaluation,
  );
}
