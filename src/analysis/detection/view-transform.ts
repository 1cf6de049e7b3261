import { maxZoom, type Viewport } from './viewport';

/** From image pixels to CSS pixels of the viewer: `screen = image * scale + offset`. */
export interface ViewTransform {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** At zoom 1 the whole image fits. */
export function viewTransform(image: Size, view: Size, viewport: Viewport): ViewTransform {
  const scale = Math.min(view.width / image.width, view.height / image.height) * viewport.zoom;
  return {
    scale,
    left: view.width / 2 - viewport.x * image.width * scale,
    top: view.height / 2 - viewport.y * image.height * scale,
  };
}

/** Zooms so that the point of the image under the pointer stays where it is. */
export function zoomAt(
  viewport: Viewport,
  factor: number,
  image: Size,
  view: Size,
  point: { readonly x: number; readonly y: number },
): Viewport {
  const before = viewTransform(image, view, viewport);
  const x = (point.x - before.left) / before.scale;
  const y = (point.y - before.top) / before.scale;
  const zoom = Math.min(maxZoom, Math.max(1, viewport.zoom * factor));
  const { scale } = viewTransform(image, view, { ...viewport, zoom });
  return {
    zoom,
    x: (x + (view.width / 2 - point.x) / scale) / image.width,
    y: (y + (view.height / 2 - point.y) / scale) / image.height,
  };
}
