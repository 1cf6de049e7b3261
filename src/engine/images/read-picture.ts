import { resizeAntialiased } from '../../clip/image/pillow-resize';
import { mostImageBytes } from '../../data/data-set-images';
import type { FileTree } from '../../data/file-tree';
import { CodedError } from '../../errors/coded-error';
import type { RgbImage } from '../../geometry/rgb-image';
import type { DataSetPictureRequest } from '../detection-requests';
import type { Answered } from '../worker/answer-in-order';
import type { DataSetFiles } from './data-set-info';
import { treeOfSource } from './data-set-source';

/** Page to the worker that reads pictures. */
export interface MessageToReader {
  readonly id: number;
  readonly request: DataSetPictureRequest;
  readonly from: PictureOrigin;
}

/** Where a picture is. Of a folder only its own file crosses to the worker: ten thousand would keep the page for seconds. */
export type PictureOrigin =
  | {
      readonly kind: 'file';
      /** Undefined where the folder has none of that path. */
      readonly file: Blob | undefined;
    }
  | {
      readonly kind: 'zip';
      /** With the first request after it was opened; else null. */
      readonly source: DataSetFiles | null;
    };

/** Answers requests for pictures of data sets. What is larger than wanted is made smaller with Pillow's bilinear filter. */
export function createPictureReader(
  decode: (file: Blob) => Promise<RgbImage>,
): (message: MessageToReader) => Promise<Answered<RgbImage>> {
  const trees = new Map<string, Promise<FileTree>>();
  const fileOf = async (dataSet: string, path: string, from: PictureOrigin): Promise<Blob | undefined> => {
    if (from.kind === 'file') return from.file;
    if (from.source !== null) trees.set(dataSet, treeOfSource(from.source));
    return (await trees.get(dataSet))?.files.get(path)?.read(mostImageBytes);
  };
  return async ({ request: { dataSet, title, file, longSide }, from }) => {
    const found = await fileOf(dataSet, file, from);
    if (found === undefined)
      throw new CodedError(
        'data-set-missing',
        `The data set “${title}” has no file ${file}.`,
        'Open the data set again.',
      );
    const image = fitted(await decode(found), longSide);
    return { answer: image, transfer: [image.data.buffer as ArrayBuffer] };
  };
}

function fitted(image: RgbImage, longSide: number | null): RgbImage {
  const scale = longSide === null ? 1 : longSide / Math.max(image.width, image.height);
  if (scale >= 1) return image;
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return resizeAntialiased(image, side(image.width), side(image.height), 'bilinear');
}
