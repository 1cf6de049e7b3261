import { CodedError } from '../../errors/coded-error';
import { checkImage } from '../client/requests';
import type { RgbImage } from '../../geometry/rgb-image';
import type { Handlers } from '../worker/server';
import type { Workbench } from '../worker/workbench';
import { checkImageSize } from '../images/image-file';

/** Detection in one image. */
export function detectHandlers(bench: Workbench): Pick<Handlers, 'detect'> {
  return {
    detect: async ({ image: sent, request }) => {
      const [image] = bench.images.read([sent]) as [RgbImage];
      checkImage(image);
      checkImageSize(image.width, image.height);
      const { detectors } = await bench.models.current();
      const { detector, featureOffset, maxProposals } = request;
      if (maxProposals !== undefined && !(Number.isInteger(maxProposals) && maxProposals >= 1)) {
        throw new CodedError(
          'bad-config',
          `maxProposals must be a whole number from 1, not ${maxProposals}.`,
          'Leave it out for the detector’s own number.',
        );
      }
      await detectors.prepare(detector, image);
      return bench.compute(async () => (await detectors.get(detector)).detect(image, featureOffset, { maxProposals }));
    },
  };
}
