/** The pixels of one training image: decoded or rendered, flipped, resized, changed, normalised. No tensors here, so that a small worker can do it. */
import { changeImage, type ImageChange } from '../augmentation/methods/image-change';
import type { PictureFacts, PictureSource } from '../data/annotated-image';
import { flipHorizontally } from '../data/flip-image';
import {
  normaliseForDetector,
  resizeForDetector,
  type NormalisedImage,
  type WorkingSize,
} from '../detector/working-size';
import type { RgbImage } from '../geometry/rgb-image';
import { conditionByName } from '../scenes/conditions';
import { renderScene } from '../scenes/render';

/** One image that is wanted; it can cross to another thread. */
export interface PictureOrder {
  readonly source: PictureSource;
  readonly flip: boolean;
  readonly size: WorkingSize;
  /** At the working size. */
  readonly change: ImageChange;
}

export type Picture =
  | {
      readonly kind: 'made';
      readonly image: NormalisedImage;
      /** Of the picture before it was flipped and resized. */
      readonly facts: PictureFacts;
    }
  /** A file that holds no picture. */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Makes pictures, here or in another thread. */
export type MakePicture = (order: PictureOrder) => Promise<Picture>;

interface DrawnPicture {
  readonly image: RgbImage;
  readonly objects: PictureFacts['objects'];
}

/** Rendered scenes that are kept, 196 kB each. */
const keptScenes = 400;

/**
 * Makes pictures in this thread, and keeps the first scenes that it renders.
 * @param decode reads a picture file
 */
export function createPictureMaker(decode: (file: Blob) => Promise<RgbImage>): MakePicture {
  const scenes = new Map<string, DrawnPicture>();
  const scene = (seed: number, domain: string): DrawnPicture => {
    const key = `${domain} ${seed}`;
    const known = scenes.get(key);
    if (known) return known;
    const { image, objects } = renderScene(seed, conditionByName(domain)!);
    const drawn = { image, objects: objects.map(({ classIndex, box }) => ({ classIndex, box })) };
    if (scenes.size < keptScenes) scenes.set(key, drawn);
    return drawn;
  };
  return async ({ source, ...order }) => {
    switch (source.kind) {
      case 'image':
        return finished({ image: source.image, objects: [] }, order);
      case 'scene':
        return finished(scene(source.seed, source.domain), order);
      case 'file': {
        let image: RgbImage;
        try {
          image = await decode(source.file);
        } catch (error) {
          return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
        }
        return finished({ image, objects: [] }, order);
      }
      default:
        return source satisfies never;
    }
  };
}

function finished({ image, objects }: DrawnPicture, { flip, size, change }: Omit<PictureOrder, 'source'>): Picture {
  const resized = resizeForDetector(flip ? flipHorizontally(image) : image, size);
  const facts = { width: image.width, height: image.height, objects };
  return { kind: 'made', image: normaliseForDetector(changeImage(resized, change)), facts };
}
