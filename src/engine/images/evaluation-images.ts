import { CodedError } from '../../errors/coded-error';
import type { AnnotatedImages } from '../../data/annotated-image';
import { createSceneDataset } from '../../data/scene-dataset';
import type { EvaluationSource } from '../../evaluation/evaluation-source';
import { conditionByName } from '../../scenes/conditions';
import { sceneClasses } from '../../scenes/types';
import type { DataSetRegistry } from './data-set-registry';
import type { DataSetProblem } from '../engine';

/** The images of an evaluation, domain by domain. */
export interface EvaluationImages {
  /** What the ground truth's class indices mean. */
  readonly classes: readonly string[];
  readonly domains: readonly { readonly name: string; readonly images: AnnotatedImages }[];
}

/**
 * Opens what a detector shall be evaluated on. Objects of a data set have the detector's classes; those that it does not know are left out.
 * @param onProblem told of what shows only beside a picture of a data set
 * @throws EngineError `bad-config`, `data-set-missing`
 */
export function evaluationImages(
  source: EvaluationSource,
  dataSets: DataSetRegistry,
  detectorClasses: readonly string[],
  onProblem: (problem: DataSetProblem) => void,
): EvaluationImages {
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
    case 'data-set':
      return {
        classes: detectorClasses,
        domains: source.domains.map((name, index) => ({
          name,
          images: dataSets.images(dataSets.part(source.dataSet, source.title, name), detectorClasses, {
            purpose: 'evaluate',
            count: source.images[index] ?? 0,
            onProblem: (problem) => onProblem({ dataSet: source.dataSet, ...problem }),
          }),
        })),
      };
    default:
      return source satisfies never;
  }
}

function checkDomain(domain: string): void {
  if (conditionByName(domain) !== undefined) return;
  throw new CodedError(
    'bad-config',
    `There is no domain “${domain}”.`,
    'Use a name such as night-rainy, or <time>-<weather>.',
  );
}
