declare const boxFormat: unique symbol;

/** A box `[x1, y1, x2, y2]` in pixels: 0-based, continuous, `x1 < x2`, `y1 < y2`; the pixel (i, j) covers [i, i+1) × [j, j+1). */
export type BoxXYXY = readonly [x1: number, y1: number, x2: number, y2: number] & {
  readonly [boxFormat]: 'xyxy';
};

/** Brands four numbers as a corner box. It checks nothing: decoded boxes may be empty before they are clipped. */
export function boxXYXY(x1: number, y1: number, x2: number, y2: number): BoxXYXY {
  return [x1, y1, x2, y2] as unknown as BoxXYXY;
}

/** Rows of corner boxes, `[R * 4]`, in the convention of {@link BoxXYXY}. */
export type BoxRowsXYXY = Float32Array & { readonly [boxFormat]?: 'xyxy-rows' };
