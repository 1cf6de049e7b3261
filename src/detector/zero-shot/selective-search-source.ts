import { scaleBoxes } from '../../geometry/clip-boxes';
import { selectiveSearch } from '../../geometry/selective-search';
import { resizeForDetector } from '../working-size';
import type { ProposalSource } from './proposal-source';

/** Selective search looks at the image at this short side: its time grows with the pixels, and regions do not need more. */
const searchShortSide = 256;

/** Regions of selective search, the larger ones where there are more than `most`. */
export function selectiveSearchSource(most: number): ProposalSource {
  return {
    propose: async (image) => {
      const small = resizeForDetector(image, { imageShortSide: searchShortSide, imageMaxSide: 4 * searchShortSide });
      const found = selectiveSearch(small).slice(0, 4 * most);
      return { boxes: scaleBoxes(found, image.width / small.width, image.height / small.height), verdicts: null };
    },
  };
}
