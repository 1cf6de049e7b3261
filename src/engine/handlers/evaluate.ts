import { createSceneDataset } from '../../data/scene-dataset';
import type { Detector } from '../../detector/detector';
import { evaluateDetector } from '../../evaluation/evaluate-detector';
import { conditionByName } from '../../scenes/conditions';
import type { DomainResult } from '../engine';
import { EngineError } from '../errors';
import { ProgressMeter, throttled } from '../progress';
import { checkEvaluation } from '../requests';
import type { Handlers } from '../server';
import type { Workbench } from '../workbench';
import { yieldToMessages } from '../yield';

/** Evaluation on the built-in domains. */
export function evaluationHandlers(bench: Workbench): Pick<Handlers, 'evaluate'> {
  return {
    evaluate: (request, { signal, emit }) =>
      bench.lane.job(
        'evaluation',
        () => signal.aborted,
        async () => {
          checkEvaluation(request);
          request.domains.forEach(checkDomain);
          const { detectors } = await bench.models.current();
          const { config } = await bench.compute(() => detectors.get(request.detector));
          const detector: Detector = {
            config,
            detect: async (image, featureOffset) => {
              const raw = await bench.compute(async () =>
                (await detectors.get(request.detector)).detect(image, featureOffset),
              );
              await yieldToMessages();
              return raw;
            },
            dispose: () => undefined,
          };
          const total = request.domains.length * request.imagesPerDomain;
          const meter = new ProgressMeter('Evaluating', total, 'images');
          const report = throttled(50, emit);
          report(meter.at(0));
          const results: DomainResult[] = [];
          for (const [index, domain] of request.domains.entries()) {
            const images = createSceneDataset({ domain, split: request.split, count: request.imagesPerDomain });
            const before = index * request.imagesPerDomain;
            const onProgress = (done: number) => report(meter.at(before + done), before + done === total);
            results.push(await evaluateDetector(detector, domain, images, { signal, onProgress }));
          }
          return results;
        },
      ),
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
