import { CodedError } from '../../errors/coded-error';
import type { RgbImage } from '../../geometry/rgb-image';
import type { SentImage } from '../client/sent-images';

/** Pixels that a worker keeps for further calls, in bytes: one image of the largest size, or hundreds of scenes. */
export const mostHeldBytes = 128 * 2 ** 20;

/** Images that the page has sent or got, by its ids, so that their pixels cross once. Within a bound: the one that was used longest ago goes first. */
export class HeldImages {
  readonly #most: number;
  /** The one that was used longest ago comes first. */
  readonly #images = new Map<number, RgbImage>();
  #bytes = 0;

  constructor(most = mostHeldBytes) {
    this.#most = most;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * The images of a call; those that came with it are kept for the next ones.
   * To be called before the handler waits for anything: a later call may name them by their ids.
   * @throws CodedError `image-unknown` where one is not held any more
   */
  read(sent: readonly SentImage[]): readonly RgbImage[] {
    return sent.map((one) => {
      switch (one.kind) {
        case 'pixels':
          this.#put(one.id, one.image);
          return one.image;
        case 'known':
          return this.#get(one.id);
        default:
          return one satisfies never;
      }
    });
  }

  /** Keeps a copy of an image whose pixels go to the page. */
  keep(id: number, { width, height, data }: RgbImage): void {
    if (data.byteLength <= this.#most) this.#put(id, { width, height, data: data.slice() });
  }

  #get(id: number): RgbImage {
    const image = this.#images.get(id);
    if (image === undefined) {
      throw new CodedError(
        'image-unknown',
        `The engine does not hold image ${id}: it has given way to newer ones, or was sent to an engine that has ended.`,
        'Show the image again.',
      );
    }
    this.#images.delete(id);
    this.#images.set(id, image);
    return image;
  }

  #put(id: number, image: RgbImage): void {
    this.#drop(id);
    this.#images.set(id, image);
    this.#bytes += image.data.byteLength;
    for (const oldest of this.#images.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(id: number): void {
    this.#bytes -= this.#images.get(id)?.data.byteLength ?? 0;
    this.#images.delete(id);
  }
}
