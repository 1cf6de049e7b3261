/** What a proposal tower takes on the device, from its sizes alone. */
import type { Size } from '../geometry/resize';
import type { ProposalTowerLayout } from './proposal-tower-shapes';

/**
 * Bytes of the maps that live at the peak for one image, its result included: those of one block at a time.
 * @param image in pixels
 */
export function proposalTowerPeakBytes({ stem, blocks }: ProposalTowerLayout, image: Size): number {
  const half = ({ width, height }: Size): Size => ({ width: Math.ceil(width / 2), height: Math.ceil(height / 2) });
  const area = ({ width, height }: Size): number => width * height;
  let cells = half(image);
  const stemMap = stem.shape[0] * area(cells);
  cells = half(cells);
  let input = stem.shape[0] * area(cells);
  let peak = 3 * area(image) + stemMap + input;
  for (const { stride, convs, shortcut } of blocks) {
    if (stride === 2) cells = half(cells);
    const [first, second, output] = convs.map(({ shape }) => shape[0] * area(cells)) as [number, number, number];
    // conv3's output, the shortcut's, their sum and its relu.
    const joining = input + (shortcut ? 4 : 3) * output;
    peak = Math.max(peak, input + first + second + output, joining);
    input = output;
  }
  return 4 * peak;
}
