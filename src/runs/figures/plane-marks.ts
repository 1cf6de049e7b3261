/** Shapes that tell kinds of points apart without colour. */
export type PlaneMark = 'diamond' | 'disc' | 'square' | 'cross';

/** A mark about a point, to be filled or drawn as a line of that width. */
export interface MarkShape {
  /** Of an SVG path. */
  readonly d: string;
  /** Null where it is filled. */
  readonly strokeWidth: number | null;
}

/** @param x in pixels, as y is */
export function markShape(mark: PlaneMark, x: number, y: number): MarkShape {
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  switch (mark) {
    case 'diamond':
      return { d: `M${at(0, -5.5)}l5.5 5.5l-5.5 5.5l-5.5 -5.5z`, strokeWidth: null };
    case 'disc':
      return { d: `M${at(-4.2, 0)}a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0z`, strokeWidth: null };
    case 'square':
      return { d: `M${at(-4, -4)}h8v8h-8z`, strokeWidth: 1.8 };
    case 'cross':
      return { d: `M${at(-5, -5)}l10 10m0 -10l-10 10`, strokeWidth: 2.4 };
    default:
      return mark satisfies never;
  }
}
