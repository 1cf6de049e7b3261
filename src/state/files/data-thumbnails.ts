import type { RgbImage } from '../../geometry/rgb-image';
import { engine } from '../jobs/engine-access';

/** Pixels of the longer side. */
export const thumbnailSide = 256;
/** So many are asked for at the same time: one that is decoded, and the next. */
const atOnce = 2;
/** So many stay, for scrolling back: about 150 kB each. */
const mostKept = 500;

/** A picture's file in an open data set. */
export interface PictureFile {
  readonly dataSet: string;
  readonly title: string;
  readonly file: string;
}

interface Wish {
  readonly key: string;
  readonly picture: PictureFile;
  readonly resolve: (image: RgbImage) => void;
  readonly reject: (error: unknown) => void;
}

/** The one that was used longest ago comes first. */
const kept = new Map<string, RgbImage>();
const waiting: Wish[] = [];
let underWay = 0;

/** A small picture, and the way to say that it is not wanted any more. */
export interface Thumbnail {
  /** Rejects where the file cannot be read; stays open where it was dropped before its turn. */
  readonly image: Promise<RgbImage>;
  readonly drop: () => void;
}

/** A picture of a data set, small, in the order of asking. What scrolls away before its turn, and is dropped, is not read. */
export function dataThumbnail(picture: PictureFile): Thumbnail {
  const key = `${keyStart(picture.dataSet)}${picture.file}`;
  const known = kept.get(key);
  if (known) {
    keep(key, known);
    return { image: Promise.resolve(known), drop: () => undefined };
  }
  let wish: Wish;
  const image = new Promise<RgbImage>((resolve, reject) => {
    wish = { key, picture, resolve, reject };
    waiting.push(wish);
  });
  workOff();
  return {
    image,
    drop: () => {
      const at = waiting.indexOf(wish);
      if (at >= 0) waiting.splice(at, 1);
    },
  };
}

function workOff(): void {
  while (underWay < atOnce && waiting.length > 0) void read(waiting.shift()!);
}

async function read({ key, picture, resolve, reject }: Wish): Promise<void> {
  underWay++;
  try {
    const image = kept.get(key) ?? (await engine().dataSetPicture({ ...picture, longSide: thumbnailSide }));
    keep(key, image);
    resolve(image);
  } catch (error) {
    reject(error);
  } finally {
    underWay--;
    workOff();
  }
}

function keep(key: string, image: RgbImage): void {
  kept.delete(key);
  kept.set(key, image);
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
}

/** Forgets the small pictures of a data set: its files are others now, or it is not open any more. */
export function forgetThumbnails(dataSet: string): void {
  for (const key of kept.keys()) if (key.startsWith(keyStart(dataSet))) kept.delete(key);
}

function keyStart(dataSet: string): string {
  return `${JSON.stringify(dataSet)} `;
}
