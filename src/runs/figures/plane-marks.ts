import type { Inset } from './prompt-style';

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
      return { d: `M${at(-4.8, 0)}a4.8 4.8 0 1 0 9.6 0a4.8 4.8 0 1 0 -9.6 0z`, strokeWidth: null };
    case 'square':
      return { d: `M${at(-4.5, -4.5)}h9v9h-9z`, strokeWidth: 1.8 };
    case 'cross':
      return { d: `M${at(-5, -5)}l10 10m0 -10l-10 10`, strokeWidth: 2.4 };
    default:
      return mark satisfies never;
  }
}

/** What an inset leaves out of a filled mark, or draws into an outlined one, as a path; null for a whole mark. */
export function insetPath(inset: Inset, x: number, y: number): string | null {
  const at = (dx: number, dy: number) => `${(x + dx).toFixed(1)} ${(y + dy).toFixed(1)}`;
  switch (inset) {
    case 'whole':
      return null;
    case 'hole':
      return `M${at(-0.8, 0)}a0.8 0.8 0 1 0 1.6 0a0.8 0.8 0 1 0 -1.6 0z`;
    case 'level bar':
      return `M${at(-4.5, 0)}h9`;
    case 'upright bar':
      return `M${at(0, -4.5)}v9`;
    case 'slash':
      return `M${at(-3.4, 3.4)}l6.8 -6.8`;
    default:
      return inset satisfies never;
  }
}
