import type { AnnotatedImages } from '../../data/annotated-image';
import { createSceneDataset } from '../../data/scene-dataset';
import type { Detector } from '../../detector/detector';
import { evaluateDetector } from '../../evaluation/evaluate-detector';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import { conditionByName } from '../../scenes/conditions';
import { sceneClasses } from '../../scenes/types';
import type { DomainResult } from '../engine';
import { EngineError } from '../errors';
import { ProgressMeter, throttled } from '../progress';
import { checkEvaluation } from '../requests';
import type { Handlers } from '../server';
import type { Workbench } from '../workbench';
import { yieldToMessages } from '../yield';

/** Evaluation on annotated images. */
export function evaluationHandlers(bench: Workbench): Pick<Handlers, 'evaluate'> {
  return {
    evaluate: (request, { signal, emit }) =>
      bench.lane.job(
        'evaluation',
        () => signal.aborted,
        async () => {
          checkEvaluation(request);
          const { classes, domains } = openSource(request.source);
          const detector = await openDetector(bench, request.detector, classes);
          const total = domains.reduce((sum, { images }) => sum + images.length, 0);
          let done = request.from?.reduce((sum, from) => sum + from, 0) ?? 0;
          const meter = new ProgressMeter('Evaluating', total, 'images');
          const report = throttled(50, emit);
          report({ kind: 'progress', progress: meter.at(done) });
          const results: DomainResult[] = [];
          for (const [index, { name, images }] of domains.entries()) {
            const result = await evaluateDetector(detector, name, images, {
              signal,
              classes,
              from: request.from?.[index] ?? 0,
              featureOffset: request.featureOffset ?? null,
              onImage: (at, rows) => {
                emit({ kind: 'image', image: { domain: name, index: at, rows } });
                done++;
                report({ kind: 'progress', progress: meter.at(done) }, done === total);
              },
            });
            results.push(result);
          }
          return results;
        },
      ),
  };
}

interface OpenSource {
  /** What the ground truth's class indices mean. */
  readonly classes: readonly string[];
  readonly domains: readonly { readonly name: string; readonly images: AnnotatedImages }[];
}

function openSource(source: EvaluationSource): OpenSource {
  switch (source.kind) {
    case 'builtin':
      source.domains.forEach(checkDomain);
      return {
        classes: sceneClasses,
        domains: source.domains.map((name) => ({
          name,
          images: createSceneDataset({ domain: name, split: source.split, count: source.imagesPerDomain }),
        })),
      };
    default:
      return source.kind satisfies never;
  }
}

/** A detector that computes image by image, and lets messages in between. */
async function openDetector(bench: Workbench, name: string, classes: readonly string[]): Promise<Detector> {
  const { detectors } = await bench.models.current();
  const { config } = await bench.compute(() => detectors.get(name));
  if (!config.classes.some((known) => classes.includes(known))) {
    throw new EngineError({
      code: 'bad-config',
      message: `The detector “${name}” knows none of the classes of these images: ${classes.join(', ')}.`,
      hint: `It finds ${config.classes.join(', ')}. Choose a detector or images with the same class names.`,
    });
  }
  return {
    config,
    detect: async (image, featureOffset) => {
      const raw = await bench.compute(async () => (await detectors.get(name)).detect(image, featureOffset));
      await yieldToMessages();
      return raw;
    },
    dispose: () => undefined,
  };
}

function checkDomain(domain: string): void {
  if (conditionByName(domain) !== undefined) return;
  throw new EngineError({
    code: 'bad-config',
    message: `There is no domain “${domain}”.`,
    hint: 'Use a name such as night-rainy, or <time>-<weather>.',
  });
}
