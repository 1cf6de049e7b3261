/**
 * What of A is free. `grid`: every cell of H×W×C, as in the paper. `pooled`: one value per channel, the same in every cell, which is all
 * that detector training takes from A.
 */
export const offsetShapes = ['grid', 'pooled'] as const;

export type OffsetShape = (typeof offsetShapes)[number];
