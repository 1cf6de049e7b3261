import { CodedError } from '../../errors/coded-error';
import type { Detector } from '../../detector/detector';
import { evaluateDetector } from '../../evaluation/evaluate-detector';
import { matchClassNames } from '../../scenes/class-synonyms';
import type { EvaluationSource } from '../engine';
import { toErrorRecord } from '../error-record';
import { evaluationImages } from '../images/evaluation-images';
import { ProgressMeter, throttled } from '../client/progress';
import { checkEvaluation } from '../client/requests';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';

/** Evaluation on annotated images. */
export function evaluationHandlers(bench: Workbench): Pick<Handlers, 'evaluate'> {
  return {
    evaluate: (request, { signal, emit }) =>
      bench.lane.job(
        'evaluation',
        () => signal.aborted,
        async () => {
          checkEvaluation(request);
          const { source } = request;
          const detector = await openDetector(bench, request.detector);
          const { classes, domains } = evaluationImages(source, bench.dataSets, detector.config.classes, (problem) =>
            emit({ kind: 'problem', problem }),
          );
          checkClasses(request.detector, detector.config.classes, knownNames(bench, source) ?? classes);
          const total = domains.reduce((sum, { images }) => sum + images.length, 0);
          let done = request.from?.reduce((sum, from) => sum + from, 0) ?? 0;
          const meter = new ProgressMeter('Evaluating', total, 'images');
          const report = throttled(50, emit);
          report({ kind: 'progress', progress: meter.at(done) });
          for (const [index, { name, images }] of domains.entries()) {
            await evaluateDetector(detector, images, {
              signal,
              classes,
              from: request.from?.[index] ?? 0,
              featureOffset: request.featureOffset ?? null,
              ...(source.kind === 'data-set'
                ? {
                    onUnreadable: (error) =>
                      emit({
                        kind: 'unreadable',
                        image: { dataSet: source.dataSet, reason: toErrorRecord(error).message },
                      }),
                  }
                : {}),
              onImage: (at, rows) => {
                emit({ kind: 'image', image: { domain: name, index: at, rows } });
                done++;
                report({ kind: 'progress', progress: meter.at(done) }, done === total);
              },
            });
          }
        },
      ),
  };
}

/** The class names of a data set; null for built-in scenes. */
function knownNames({ dataSets }: Workbench, source: EvaluationSource): readonly string[] | null {
  return source.kind === 'data-set'
    ? dataSets.part(source.dataSet, source.title, source.domains[0]!).set.classes
    : null;
}

function checkClasses(name: string, known: readonly string[], wanted: readonly string[]): void {
  if (matchClassNames(wanted, known).unknown.length < wanted.length) return;
  throw new CodedError(
    'bad-config',
    `The detector “${name}” knows none of the classes of these images: ${wanted.join(', ')}.`,
    `It finds ${known.join(', ')}. Choose a detector or images with the same class names.`,
  );
}

/** A detector that computes image by image, and lets messages in between. */
async function openDetector(bench: Workbench, name: string): Promise<Detector> {
  const { detectors } = await bench.models.current();
  const { config } = await bench.compute(() => detectors.get(name));
  return {
    config,
    detect: async (image, featureOffset) => {
      await detectors.prepare(name, image);
      const raw = await bench.compute(async () => (await detectors.get(name)).detect(image, featureOffset));
      await yieldToMessages();
      return raw;
    },
    dispose: () => undefined,
  };
}
