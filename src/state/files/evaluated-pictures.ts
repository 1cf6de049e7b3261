import type { DataSetImage } from '../../engine/engine';
import { CodedError } from '../../errors/coded-error';
import type { DataSetSource, EvaluationSource } from '../../evaluation/evaluation-source';
import type { RgbImage } from '../../geometry/rgb-image';
import { describeData } from '../jobs/data-sets/describe-data';
import { engine } from '../jobs/engine-access';
import { dataSetOf } from '../settings/data-choices';
import type { PictureRef } from '../store/panes/scene-slice';
import { store } from '../store/store';
import { descriptionOf } from './browsed-pictures';
import { builtinScene } from './scene-images';

/** Decoded pictures of data sets, for thumbnails that are made one after the other; the oldest goes first. */
const cache = new Map<string, Promise<DataSetImage>>();
const mostCached = 16;

/** The picture behind an evaluated image, made again or read again from its source. Rejects where a data set is not open any more. */
export async function evaluatedPicture(source: EvaluationSource, domain: string, index: number): Promise<RgbImage> {
  switch (source.kind) {
    case 'builtin':
      return builtinScene(source.split, index, domain).image;
    case 'data-set':
      return (await dataSetPicture(source, domain, index)).image;
    default:
      return source satisfies never;
  }
}

/**
 * What Detect shows for an evaluated image: the scene, or the picture of the data set, whose pictures are looked at for it where they were not. Null where
 * that was ended. Rejects where a data set is not open any more.
 */
export async function evaluatedRef(
  source: EvaluationSource,
  domain: string,
  index: number,
): Promise<PictureRef | null> {
  switch (source.kind) {
    case 'builtin':
      return { kind: 'scene', index, condition: domain };
    case 'data-set':
      return placeInDataSet(source, domain, index);
    default:
      return source satisfies never;
  }
}

/** Among those of the part that can be read; an evaluation counts the others, too, and may have taken few of them. */
async function placeInDataSet(source: DataSetSource, part: string, index: number): Promise<PictureRef | null> {
  const { dataSet } = source;
  const info = dataSetOf(store.getState(), dataSet);
  if (!info)
    throw new CodedError(
      'data-set-missing',
      `The data set “${source.title}” is not open.`,
      'Choose its folder or zip file again under Data; the same files are recognised.',
    );
  const { path, repeat } = await dataSetPicture(source, part, index);
  if (!descriptionOf(store.getState(), dataSet)) await describeData(info);
  const images = descriptionOf(store.getState(), dataSet)?.parts.find(({ name }) => name === part)?.images ?? [];
  const place = images.flatMap(({ file }, at) => (file === path ? at : []))[repeat];
  return place === undefined ? null : { kind: 'data', dataSet, part, index: place };
}

async function dataSetPicture(source: DataSetSource, part: string, index: number): Promise<DataSetImage> {
  const { dataSet } = source;
  const count = source.images[source.domains.indexOf(part)] ?? 0;
  const key = JSON.stringify([dataSet, part, index, count]);
  const known = cache.get(key);
  if (known) return known;
  const picture = engine().dataSetImage({ dataSet, part, index, count });
  cache.set(key, picture);
  picture.catch(() => cache.delete(key));
  if (cache.size > mostCached) cache.delete(cache.keys().next().value!);
  return picture;
}
