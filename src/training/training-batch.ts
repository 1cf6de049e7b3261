import { type DataSetError, isDataSetError } from '../errors/areas';
import type { ImageChange } from '../augmentation/methods/image-change';
import type { AnnotatedImages, GtObject, PictureFacts, UnmadeImage } from '../data/annotated-image';
import { flipBox } from '../data/flip-image';
import type { NormalisedImage, WorkingSize } from '../detector/working-size';
import { scaleBoxes } from '../geometry/clip-boxes';
import type { Random } from '../math/random';
import type { MakePicture } from './make-picture';
import type { GtRows } from './region-targets';

/** An image at the detector's working size, with its ground truth in those pixels. */
export interface TrainingImage {
  readonly image: NormalisedImage;
  readonly gt: GtRows;
}

/**
 * Images of one step: every epoch is a new permutation of the set, and steps cut the endless sequence into pieces
 * (detectron2 `TrainingSampler`). It depends on seed and step only, so that a resumed run sees the same images.
 */
export function createBatchSampler(
  imageCount: number,
  batchSize: number,
  random: Random,
): (step: number) => readonly number[] {
  let epochInUse = -1;
  let order: Uint32Array = new Uint32Array();
  const indexAt = (position: number): number => {
    const epoch = Math.floor(position / imageCount);
    if (epoch !== epochInUse) {
      order = random.fork(`epoch ${epoch}`).permutation(imageCount);
      epochInUse = epoch;
    }
    return order[position % imageCount]!;
  };
  return (step) => Array.from({ length: batchSize }, (_, i) => indexAt(step * batchSize + i));
}

/** How one image of a step is made. */
export interface ImageOrder {
  readonly flip: boolean;
  readonly change: ImageChange;
}

/** The images of one step, and the files in whose place others stand. */
export interface TrainingBatch {
  readonly images: readonly TrainingImage[];
  readonly unreadable: readonly UnreadableFile[];
}

export interface UnreadableFile {
  /** Its place among the images. */
  readonly index: number;
  readonly error: DataSetError;
}

/** Makes the images of steps; the next readable image takes the place of a file that cannot be read. */
export class BatchLoader {
  readonly #images: AnnotatedImages;
  readonly #make: MakePicture;
  readonly #size: WorkingSize;
  readonly #broken = new Map<number, DataSetError>();

  constructor(images: AnnotatedImages, make: MakePicture, size: WorkingSize) {
    this.#images = images;
    this.#make = make;
    this.#size = size;
  }

  /**
   * Asks for all images at once, so that a worker goes from one to the next while this thread computes.
   * @throws DataSetError where no image can be read
   */
  async load(indices: readonly number[], orders: readonly ImageOrder[]): Promise<TrainingBatch> {
    const loaded = await Promise.all(indices.map((index, at) => this.#load(index, orders[at]!)));
    return {
      images: loaded.map(({ image }) => image),
      unreadable: loaded.flatMap(({ unreadable }) => unreadable),
    };
  }

  async #load(index: number, order: ImageOrder) {
    const { length } = this.#images;
    const unreadable: UnreadableFile[] = [];
    for (let step = 0; ; step++) {
      const at = (index + step) % length;
      const made = this.#broken.get(at) ?? (await this.#image(at, order));
      if (!isDataSetError(made)) return { image: made, unreadable };
      this.#broken.set(at, made);
      unreadable.push({ index: at, error: made });
      if (unreadable.length === length) throw made;
    }
  }

  /** @returns the error of a file that cannot be read */
  async #image(index: number, { flip, change }: ImageOrder): Promise<TrainingImage | DataSetError> {
    try {
      const unmade = await unmadeAt(this.#images, index);
      const picture = await this.#make({ source: unmade.source, flip, size: this.#size, change });
      if (picture.kind === 'unreadable') throw unmade.unreadable(picture.reason);
      const { image, facts } = picture;
      return { image, gt: gtRows(unmade.gt(facts), facts, flip, image) };
    } catch (error) {
      if (isDataSetError(error)) return error;
      throw error;
    }
  }
}

async function unmadeAt(images: AnnotatedImages, index: number): Promise<UnmadeImage> {
  if (images.unmade) return images.unmade(index);
  const { image, gt } = await images.at(index);
  return { source: { kind: 'image', image }, gt: () => gt, unreadable: (reason) => new Error(reason) };
}

function gtRows(
  gt: readonly GtObject[],
  { width, height }: PictureFacts,
  flip: boolean,
  working: NormalisedImage,
): GtRows {
  const placed = flip ? gt.map(({ classIndex, box }) => ({ classIndex, box: flipBox(box, width) })) : gt;
  const usable = placed.filter(({ box: [x1, y1, x2, y2] }) => x2 > x1 && y2 > y1);
  const boxes = Float32Array.from(usable.flatMap(({ box }) => box));
  return {
    boxes: scaleBoxes(boxes, working.width / width, working.height / height),
    classIndices: Int32Array.from(usable, ({ classIndex }) => classIndex),
  };
}
