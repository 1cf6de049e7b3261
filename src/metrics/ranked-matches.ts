import type { ClassMatches } from './match-class';

/** What average precision needs of a class's matches: who ranks where, and what there was to find. */
export type Ranking = Pick<ClassMatches, 'gtCounts' | 'images' | 'hits'>;

/** A ranking as plain numbers, to keep in a file. */
export interface RankedMatches {
  /** Ground-truth boxes in each image. */
  readonly gtCounts: readonly number[];
  /** Best score first: the image's index for a true positive, its complement `-1 - index` for a false one. */
  readonly ranks: readonly number[];
}

export function encodeRanking({ gtCounts, images, hits }: Ranking): RankedMatches {
  return {
    gtCounts: Array.from(gtCounts),
    ranks: Array.from(images, (image, i) => (hits[i] === 1 ? image : -1 - image)),
  };
}

export function decodeRanking({ gtCounts, ranks }: RankedMatches): Ranking {
  return {
    gtCounts: Uint32Array.from(gtCounts),
    images: Uint32Array.from(ranks, (rank) => (rank < 0 ? -1 - rank : rank)),
    hits: Uint8Array.from(ranks, (rank) => (rank < 0 ? 0 : 1)),
  };
}
