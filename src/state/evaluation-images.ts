import type { EvaluationSource } from '../evaluation/evaluation-source';
import type { RgbImage } from '../geometry/rgb-image';
import { builtinScene } from './scene-images';

/** The picture behind an evaluated image, made again from its source. */
export function evaluatedPicture(source: EvaluationSource, domain: string, index: number): RgbImage {
  switch (source.kind) {
    case 'builtin':
      return builtinScene(source.split, index, domain).image;
    default:
      return source.kind satisfies never;
  }
}
