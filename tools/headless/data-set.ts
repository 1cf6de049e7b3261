import { CodedError } from '../../src/errors/coded-error';
import type { ErrorCode } from '../../src/errors/codes';
import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { DataSetFormat } from '../../src/data/data-set';
import type { DataSetInfo, DataSetPartInfo } from '../../src/engine/engine';
import type { Format } from './config/image-source';
import { inPage } from './in-page';
import { type LocalPlace, placeAt } from './local-files';
import { addShelf } from './page-images';
import { carryFiles } from './page-files';

/** A data set on this machine, not read yet. */
export interface DataSetPlace {
  readonly place: LocalPlace;
  /** Null recognises it. */
  readonly format: DataSetFormat | null;
}

/** @throws CodedError where there is nothing */
export function dataSetAt(path: string, folder: string, format: Format, said: string, code: ErrorCode): DataSetPlace {
  return { place: placeAt(resolve(folder, path), said, code), format: format === 'auto' ? null : format };
}

/** Lets the page read the annotations; images stay where they are until they are needed. */
export async function openDataSet(page: Page, { place, format }: DataSetPlace): Promise<DataSetInfo> {
  const files = place.kind === 'folder' ? place.files : [{ path: place.name, file: place.file }];
  const key = await carryFiles(page, files);
  return inPage(
    page,
    async (request: { key: string; name: string; zip: boolean; format: DataSetFormat | null }) => {
      const carried = carriedFiles!.get(request.key)!;
      carriedFiles!.delete(request.key);
      const wanted = request.format === null ? {} : { format: request.format };
      const { name } = request;
      let last = 0;
      return playgroundEngine.openDataSet(
        request.zip
          ? { kind: 'zip', name, file: carried[0]!.file, ...wanted }
          : { kind: 'files', name, files: carried, ...wanted },
        {
          onProgress: ({ stage, done, total }) => {
            if (performance.now() - last < 2000) return;
            last = performance.now();
            void reportProgress(`${stage} ${done}/${total}`);
          },
        },
      );
    },
    { key, name: place.name.replace(/\.zip$/iu, ''), zip: place.kind === 'file', format },
  );
}

/** The part of a name, or the first whose split is for training. @throws CodedError `bad-config` */
export function trainingPart(info: DataSetInfo, wanted: string | undefined): DataSetPartInfo {
  const found =
    wanted === undefined
      ? (info.parts.find(({ split }) => split.startsWith('train')) ?? info.parts[0])
      : info.parts.find(({ name }) => name === wanted);
  if (found !== undefined) return found;
  throw new CodedError(
    'bad-config',
    `part: the data set “${info.title}” has no part ${JSON.stringify(wanted)}.`,
    `It has ${info.parts.map(({ name }) => name).join(', ')}.`,
  );
}

/**
 * Decodes at most `most` images that are spread evenly over a part; those that cannot be read are left out, and named on standard error.
 * @returns the key for `openedImages.take`, and the names of the images
 */
export async function openPart(
  page: Page,
  info: DataSetInfo,
  part: DataSetPartInfo,
  most: number,
): Promise<{ readonly key: string; readonly names: readonly string[] }> {
  await addShelf(page);
  return inPage(
    page,
    async ({ dataSet, title, name, count }: { dataSet: string; title: string; name: string; count: number }) => {
      const images = [];
      const names: string[] = [];
      let unreadable: unknown = null;
      for (let index = 0; index < count; index++) {
        try {
          const { path, image } = await playgroundEngine.dataSetImage({ dataSet, part: name, index, count });
          images.push(image);
          names.push(`${title}/${path}`);
        } catch (error) {
          unreadable = error;
          void reportProgress(`left out: ${(error as Error).message}`);
        }
      }
      if (images.length === 0) throw unreadable;
      return { key: openedImages.put(images), names };
    },
    { dataSet: info.id, title: info.title, name: part.name, count: Math.min(most, part.images) },
  );
}
