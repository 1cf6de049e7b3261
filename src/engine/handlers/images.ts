import { decodeImage } from '../images/decode-image';
import { checkImage } from '../client/requests';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';

/** Decoding files, and embedding images. */
export function imageHandlers(bench: Workbench): Pick<Handlers, 'decodeImage' | 'embedImages'> {
  return {
    decodeImage: async ({ file, id }, { handOver }) => {
      const image = await decodeImage(file);
      bench.images.keep(id, image);
      handOver(image.data.buffer);
      return image;
    },
    embedImages: async (sent) => {
      const images = bench.images.read(sent);
      images.forEach(checkImage);
      const model = await bench.models.current();
      return bench.compute(() => model.embedImages(images));
    },
  };
}
