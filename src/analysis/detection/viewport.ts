/** What part of the image is seen, the same in both panes. */
export interface Viewport {
  /** 1 fits the whole image. */
  readonly zoom: number;
  /** Centre of the view in fractions of the image. */
  readonly x: number;
  readonly y: number;
}

export const fittedViewport: Viewport = { zoom: 1, x: 0.5, y: 0.5 };

/** How near one can come. */
export const maxZoom = 12;

/** Keeps the view inside the image. */
export function clampViewport({ zoom, x, y }: Viewport): Viewport {
  const clamped = Math.min(maxZoom, Math.max(1, zoom));
  const margin = 0.5 / clamped;
  const inside = (value: number) => Math.min(1 - margin, Math.max(margin, value));
  return { zoom: clamped, x: inside(x), y: inside(y) };
}
