import { decodeImage } from '../images/decode-image';
import { checkImage } from '../client/requests';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';

/** Decoding files, and embedding images. */
export function imageHandlers(bench: Workbench): Pick<Handlers, 'decodeImage' | 'embedImages'> {
  return {
    decodeImage: async (file, { handOver }) => {
      const image = await decodeImage(file);
      handOver(image.data.buffer);
      return image;
    },
    embedImages: async (images) => {
      images.forEach(checkImage);
      const model = await bench.models.current();
      return bench.compute(() => model.embedImages(images));
    },
  };
}
