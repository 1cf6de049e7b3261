import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { RgbImage } from '../../geometry/rgb-image';
import { engine } from '../jobs/engine-access';
import { builtinScene } from './scene-images';

/** Decoded pictures of data sets, for thumbnails that are made one after the other; the oldest goes first. */
const cache = new Map<string, Promise<RgbImage>>();
const mostCached = 16;

/** The picture behind an evaluated image, made again or read again from its source. Rejects where a data set is not open any more. */
export async function evaluatedPicture(source: EvaluationSource, domain: string, index: number): Promise<RgbImage> {
  switch (source.kind) {
    case 'builtin':
      return builtinScene(source.split, index, domain).image;
    case 'data-set': {
      const count = source.images[source.domains.indexOf(domain)] ?? 0;
      const key = JSON.stringify([source.dataSet, domain, index, count]);
      const known = cache.get(key);
      if (known) return known;
      const picture = engine()
        .dataSetImage({ dataSet: source.dataSet, part: domain, index, count })
        .then(({ image }) => image);
      cache.set(key, picture);
      picture.catch(() => cache.delete(key));
      if (cache.size > mostCached) cache.delete(cache.keys().next().value!);
      return picture;
    }
    default:
      return source satisfies never;
  }
}
