import type { AnnotatedImages } from './annotated-image';

/**
 * The same images in several versions, such as streets in several weathers: image i of version v has the place v · n + i, n the length of each list.
 * @throws RangeError for lists of different lengths
 */
export function imageVersions(lists: readonly AnnotatedImages[]): AnnotatedImages {
  const count = lists[0]?.length ?? 0;
  if (lists.some(({ length }) => length !== count)) throw new RangeError('versions of images are equally many');
  const place = (index: number): readonly [AnnotatedImages, number] => {
    const list = lists[Math.floor(index / count)];
    if (list === undefined) throw new RangeError(`image ${index} is outside [0, ${lists.length * count})`);
    return [list, index % count];
  };
  return {
    length: lists.length * count,
    versions: lists.length,
    at(index) {
      const [list, at] = place(index);
      return list.at(at);
    },
    ...(lists.every(({ unmade }) => unmade !== undefined) && {
      unmade(index: number) {
        const [list, at] = place(index);
        return list.unmade!(at);
      },
    }),
  };
}
