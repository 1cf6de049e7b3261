import { checkImage } from '../requests';
import type { Handlers } from '../server';
import type { Workbench } from '../workbench';
import { checkImageSize } from '../decode-image';

/** Detection in one image. */
export function detectHandlers(bench: Workbench): Pick<Handlers, 'detect'> {
  return {
    detect: async ({ image, request }) => {
      checkImage(image);
      checkImageSize(image.width, image.height);
      const { detectors } = await bench.models.current();
      return bench.compute(async () => (await detectors.get(request.detector)).detect(image, request.featureOffset));
    },
  };
}
