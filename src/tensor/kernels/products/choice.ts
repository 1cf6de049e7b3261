import type { TileName } from '../tiled-product/tiles';
import type { Plan } from './plan';

/** What can compute a product: tfjs's own kernel, the direct product, or one of the tiled ones. */
export type Product = 'stock' | 'direct' | TileName;

/** A line of the table: products at least that large are computed so. */
export interface ChoiceRow {
  /** Side of the convolution's kernel; a matrix product has 1. */
  readonly side: number | 'any';
  /** Rows of the result: places of all images. */
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly product: Product;
}

/**
 * What hardware gets, by shape: the first line that fits. `npm run test:gpu -- --node --only speed` measures every product for the shapes of
 * RN50; no hardware report has been taken in yet, so tfjs's own kernels compute everything.
 */
export const hardwareChoice: readonly ChoiceRow[] = [{ side: 'any', rows: 1, inner: 1, columns: 1, product: 'stock' }];

/** What the table says for a plan; `stock` where no line fits. */
export function chooseProduct(
  table: readonly ChoiceRow[],
  plan: Pick<Plan, 'side' | 'rows' | 'inner' | 'columns'>,
): Product {
  const row = table.find(
    ({ side, rows, inner, columns }) =>
      (side === 'any' || side === plan.side) && plan.rows >= rows && plan.inner >= inner && plan.columns >= columns,
  );
  return row?.product ?? 'stock';
}
