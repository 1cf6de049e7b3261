import type { PartSummary } from '../../analysis/data-sets/data-summary';
import { formatCount, formatNumberOf } from '../format';

/** So many sizes of a part are listed. */
const mostSizes = 4;

/** `3 pictures, 1 without objects: 1280 × 720 (2), 640 × 480 (1)` */
export function partText({ images, empty, difficult, crowds, sizes }: PartSummary): string {
  const counts = [
    formatNumberOf(images, 'picture'),
    ...(empty > 0 ? [`${formatCount(empty)} without objects`] : []),
    ...(difficult > 0 ? [formatNumberOf(difficult, 'difficult object')] : []),
    ...(crowds > 0 ? [formatNumberOf(crowds, 'crowd')] : []),
  ];
  const listed = sizes
    .slice(0, mostSizes)
    .map(({ width, height, images: of }) => `${width} × ${height} (${formatCount(of)})`);
  const more = sizes.length - listed.length;
  const rest = more > 0 ? [formatNumberOf(more, 'more size')] : [];
  return `${counts.join(', ')}: ${[...listed, ...rest].join(', ') || 'none can be read'}`;
}
