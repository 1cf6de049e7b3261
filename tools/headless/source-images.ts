import { CodedError } from '../../src/errors/coded-error';
import type { Page } from '@playwright/test';
import type { Format } from './config/image-source';
import { dataSetAt, openDataSet, openPart, trainingPart } from './data-set';
import { type ImageRef, listedImages } from './images';
import { openImages } from './page-images';

/** What a configuration says of its source images. */
export interface SourceKeys {
  readonly images?: readonly string[] | undefined;
  readonly dataset?: string | undefined;
  readonly format?: Format | undefined;
  readonly part?: string | undefined;
}

/** Source images that wait in the page. */
export interface OpenedSource {
  /** For `openedImages.take`. */
  readonly key: string;
  readonly names: readonly string[];
}

/** Brings at most so many source images into the page. */
export type OpenSource = (page: Page, most: number) => Promise<OpenedSource>;

/**
 * Checks where source images come from: by default built-in scenes of `daytime-clear/train`, as in the page.
 * @throws CodedError `bad-config`
 */
export function sourceOf({ images, dataset, format, part }: SourceKeys, folder: string): OpenSource {
  if (images !== undefined && dataset !== undefined)
    throw new CodedError('bad-config', 'images and dataset are both given.', 'Leave one of the two out.');
  if (dataset === undefined && (format ?? part) !== undefined)
    throw new CodedError(
      'bad-config',
      `${format === undefined ? 'part' : 'format'} is given without dataset.`,
      'Name the data set, too.',
    );
  if (dataset !== undefined) {
    const place = dataSetAt(dataset, folder, format ?? 'auto', 'dataset', 'bad-config');
    return async (page, most) => {
      const info = await openDataSet(page, place);
      return openPart(page, info, trainingPart(info, part), most);
    };
  }
  const names = images ?? ['builtin:daytime-clear/train'];
  listedImages(names, folder, 1);
  return (page, most) => openRefs(page, listedImages(names, folder, most));
}

export async function openRefs(page: Page, refs: readonly ImageRef[]): Promise<OpenedSource> {
  return { key: await openImages(page, refs), names: refs.map(({ name }) => name) };
}
