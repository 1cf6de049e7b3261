/** Extent in whole pixels or cells. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * The size after the detector's resize (detectron2 `ResizeShortestEdge`): the shorter side becomes `shortestEdge`, unless the longer one would
 * then exceed `maxSize`, which it meets in that case. Rounded as `int(x + 0.5)`.
 */
export function resizeShortestEdge({ width, height }: Size, shortestEdge: number, maxSize: number): Size {
  const scale = shortestEdge / Math.min(width, height);
  let newWidth = height < width ? scale * width : shortestEdge;
  let newHeight = height < width ? shortestEdge : scale * height;
  const longest = Math.max(newWidth, newHeight);
  if (longest > maxSize) {
    newWidth *= maxSize / longest;
    newHeight *= maxSize / longest;
  }
  return { width: Math.floor(newWidth + 0.5), height: Math.floor(newHeight + 0.5) };
}

/** Cells of CLIP ResNet's res4 (layer3, stride 16) for an input in pixels: the first convolution rounds up, the three poolings round down. */
export function res4Size({ width, height }: Size): Size {
  return { width: Math.floor(Math.ceil(width / 2) / 8), height: Math.floor(Math.ceil(height / 2) / 8) };
}
