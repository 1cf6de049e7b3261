import { cancelled } from '../../errors/cancelled';
import { evaluateDetector } from '../../evaluation/evaluate-detector';
import type { RgbImage } from '../../geometry/rgb-image';
import { allPlannedImages } from '../../runs/records/evaluation-plan';
import type { DataSetRegistry } from '../images/data-set-registry';
import type { DetectorInfo, EvaluationOptions, EvaluationRequest } from '../engine';
import { toErrorRecord } from '../error-record';
import { evaluationImages } from '../images/evaluation-images';
import { ProgressMeter } from '../client/progress';
import { fakeDetections } from './fake-detections';
import { hashText } from './fake-random';

/** Real images, with boxes that nothing found. */
export async function fakeEvaluation(
  request: EvaluationRequest,
  { config }: DetectorInfo,
  dataSets: DataSetRegistry,
  options: EvaluationOptions,
  pause: () => Promise<void>,
): Promise<void> {
  const { source } = request;
  const { classes, domains } = evaluationImages(source, dataSets, config.classes, (problem) =>
    options.onProblem?.(problem),
  );
  const meter = new ProgressMeter('Evaluating', allPlannedImages(source), 'images');
  let done = request.from?.reduce((sum, from) => sum + from, 0) ?? 0;
  for (const [index, { name, images }] of domains.entries()) {
    const detect = async (image: RgbImage) => {
      await pause();
      if (options.signal?.aborted) throw cancelled();
      return fakeDetections(image, hashText(request.detector), 0.9);
    };
    await evaluateDetector({ config, detect }, images, {
      classes,
      from: request.from?.[index] ?? 0,
      onImage: (at, rows) => {
        options.onImage?.({ domain: name, index: at, rows });
        options.onProgress?.(meter.at(++done));
      },
      ...(source.kind === 'data-set'
        ? {
            onUnreadable: (error) =>
              options.onUnreadable?.({ dataSet: source.dataSet, reason: toErrorRecord(error).message }),
          }
        : {}),
    });
  }
}
