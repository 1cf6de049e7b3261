import { describe, expect, it } from 'vitest';
import { gridAnchors } from './anchors';
import { res4Size, resizeShortestEdge } from './resize';

describe('resizeShortestEdge', () => {
  it.each([
    [1280, 720, 1067, 600],
    [720, 1280, 600, 1067],
    [800, 600, 800, 600],
    [500, 500, 600, 600],
    [3000, 600, 1333, 267],
    [600, 3000, 267, 1333],
  ])('%i × %i becomes %i × %i', (width, height, newWidth, newHeight) => {
    expect(resizeShortestEdge({ width, height }, 600, 1333)).toEqual({ width: newWidth, height: newHeight });
  });
});

describe('res4Size', () => {
  it.each([
    [1067, 600, 66, 37],
    [800, 600, 50, 37],
    [400, 400, 25, 25],
    [224, 224, 14, 14],
  ])('%i × %i pixels are %i × %i cells', (width, height, columns, rows) => {
    expect(res4Size({ width, height })).toEqual({ width: columns, height: rows });
  });

  it('leads to 36,630 anchors on Diverse Weather (fact F14)', () => {
    const { width, height } = res4Size(resizeShortestEdge({ width: 1280, height: 720 }, 600, 1333));
    const config = { sizes: [32, 64, 128, 256, 512], aspectRatios: [0.5, 1, 2], stride: 16 };
    expect(gridAnchors(config, height, width)).toHaveLength(36_630 * 4);
  });
});
