/** Share of the way in the embedding, of that at full strength, that every drawn strength goes at least. */
const leastShare = 0.25;

/**
 * The least strength at which a transform is drawn: where it has moved the embedding a quarter as far as at full strength. It comes from the lengths
 * of f at half and at full strength, with straight lines between strengths 0, ½ and 1. No prompt enters, so the law is the same for all that chooses.
 * @param half |f| at strength ½
 * @param full |f| at strength 1
 * @returns 0 to 1; ¼ where nothing moves
 */
export function leastStrength(half: number, full: number): number {
  if (full === 0) return leastShare;
  const wanted = leastShare * full;
  return half >= wanted ? (0.5 * wanted) / half : 0.5 + (0.5 * (wanted - half)) / (full - half);
}
