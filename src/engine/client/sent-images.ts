import type { RgbImage } from '../../geometry/rgb-image';

/** An image as it crosses to the engine worker: with its pixels the first time, by its id after that. */
export type SentImage =
  | { readonly kind: 'pixels'; readonly id: number; readonly image: RgbImage }
  | { readonly kind: 'known'; readonly id: number };

/** A request that has images, made of what crosses of them. */
export class WithImages<Request> {
  readonly images: readonly RgbImage[];
  readonly make: (sent: readonly SentImage[]) => Request;

  constructor(images: readonly RgbImage[], make: (sent: readonly SentImage[]) => Request) {
    this.images = images;
    this.make = make;
  }
}

/** The page's side of the images that an engine worker holds. An image is known by its object: nobody changes its pixels. */
export class SentImages {
  readonly #ids = new WeakMap<RgbImage, number>();
  /** Those that the worker has got, or has sent. It may have let go of some since. */
  readonly #there = new Set<number>();
  #nextId = 1;

  /** What crosses of the images. @param whole whether all of them cross with their pixels, as for a worker that has let go of one */
  send(images: readonly RgbImage[], whole: boolean): readonly SentImage[] {
    return images.map((image) => {
      const id = this.#ids.get(image) ?? this.newId();
      this.#ids.set(image, id);
      if (this.#there.has(id) && !whole) return { kind: 'known', id };
      this.#there.add(id);
      return { kind: 'pixels', id, image };
    });
  }

  /** For an image that is to come from the worker. */
  newId(): number {
    return this.#nextId++;
  }

  /** Notes an image that came, of which the worker keeps a copy under the id. */
  arrived(id: number, image: RgbImage): void {
    this.#ids.set(image, id);
    this.#there.add(id);
  }

  /** Another worker has none of them. */
  forget(): void {
    this.#there.clear();
  }
}
