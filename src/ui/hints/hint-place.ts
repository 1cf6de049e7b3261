const gap = 6;
const margin = 8;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where an explanation stands in the window: above what it explains, below where there is no room, and never outside. In CSS pixels. */
export function hintPlace(anchor: Box, hint: Size, view: Size): { readonly left: number; readonly top: number } {
  const above = anchor.top - gap - hint.height;
  return {
    left: Math.max(margin, Math.min(anchor.left, view.width - hint.width - margin)),
    top: above >= margin ? above : anchor.bottom + gap,
  };
}
