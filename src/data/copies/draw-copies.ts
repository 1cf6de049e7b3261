import { Random } from '../../math/random';
import { drawFromPolicy, type DrawnTransform } from '../../photometrics/dictionary/draw-from-policy';
import { isIdentity } from '../../photometrics/policy';
import type { CopyOptions } from './copy-options';

/**
 * What each copy of a picture becomes; null for a copy that is not changed, by chance or because the identity was drawn. It depends on the seed, the picture's path and the number of the copy
 * alone, so more copies of the same data set begin with the same ones.
 */
export function drawCopies(
  { policy, seed, copies, probability }: Pick<CopyOptions, 'policy' | 'seed' | 'copies' | 'probability'>,
  path: string,
): readonly (DrawnTransform | null)[] {
  const ofPicture = new Random(seed).fork('copies').fork(path);
  return Array.from({ length: copies }, (_, copy) => {
    const random = ofPicture.fork(copy);
    const drawn = random.next() < probability ? drawFromPolicy(policy, random) : null;
    return drawn === null || isIdentity(drawn.transform) ? null : drawn;
  });
}
