/**
 * Anchor boxes of the proposal network (detectron2 `modeling/anchor_generator.py`).
 * A anchors per cell, in size-major, ratio-minor order; a grid flattens to rows in the order (Hi, Wi, A).
 */
import type { BoxRowsXYXY } from './box';

/** The anchors of one feature map. */
export interface AnchorConfig {
  /** Square roots of the anchors' areas, in pixels of the network's input. */
  readonly sizes: readonly number[];
  /** Height divided by width. */
  readonly aspectRatios: readonly number[];
  /** Input pixels per feature cell. */
  readonly stride: number;
  /** Where in its cell an anchor is centred, as a share of the stride; 0 (the default) is the cell's top left corner. */
  readonly offset?: number;
}

/** Anchors of a cell centred on the origin, `[A * 4]`, in pixels; not rounded. */
export function cellAnchors({ sizes, aspectRatios }: Pick<AnchorConfig, 'sizes' | 'aspectRatios'>): BoxRowsXYXY {
  const rows = sizes.flatMap((size) =>
    aspectRatios.flatMap((ratio) => {
      const width = Math.sqrt((size * size) / ratio);
      const height = ratio * width;
      return [-width / 2, -height / 2, width / 2, height / 2];
    }),
  );
  return Float32Array.from(rows);
}

/** All anchors of a feature map of `height` × `width` cells, `[height * width * A * 4]`, in pixels of the network's input; not clipped. */
export function gridAnchors(config: AnchorConfig, height: number, width: number): BoxRowsXYXY {
  const cell = cellAnchors(config);
  const { stride, offset = 0 } = config;
  const anchors: BoxRowsXYXY = new Float32Array(height * width * cell.length);
  let out = 0;
  for (let row = 0; row < height; row++) {
    const y = (row + offset) * stride;
    for (let column = 0; column < width; column++) {
      const x = (column + offset) * stride;
      for (let i = 0; i < cell.length; i++) anchors[out++] = cell[i]! + (i % 2 === 0 ? x : y);
    }
  }
  return anchors;
}
