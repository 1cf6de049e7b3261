/**
 * What became of an object or a box from detector A, in the left pane, to detector B, in the right one.
 * - Of an object: `gained` is found by B alone, `lost` by A alone, `both` by each, `missed` by neither.
 * - Of a box that matches no object: `false-new` is in B alone, `false-gone` in A alone, `false-kept` in both.
 * - Where nobody knows the truth: `only-a`, `only-b` and `both` say where a box is.
 * - Where only one pane has an answer, or knows the class: `found`, `false` and `missed`. `uncounted` is neither right nor wrong.
 */
export const markKinds = [
  'gained',
  'lost',
  'both',
  'missed',
  'false-new',
  'false-gone',
  'false-kept',
  'only-a',
  'only-b',
  'found',
  'false',
  'uncounted',
] as const;
export type MarkKind = (typeof markKinds)[number];

/** What the legend shows or hides together. */
export const markGroups = {
  gained: ['gained', 'only-b'],
  lost: ['lost', 'only-a'],
  false: ['false-new', 'false-gone', 'false'],
  both: ['both', 'found', 'uncounted'],
  missed: ['missed'],
  'false-both': ['false-kept'],
} as const satisfies Readonly<Record<string, readonly MarkKind[]>>;
export type MarkGroup = keyof typeof markGroups;

export const markGroupNames = Object.keys(markGroups) as readonly MarkGroup[];

/** The groups in which the panes do not differ. */
export const sameGroups: readonly MarkGroup[] = ['both', 'missed', 'false-both'];

/** The group of a kind. */
export function markGroup(kind: MarkKind): MarkGroup {
  return markGroupNames.find((name) => (markGroups[name] as readonly MarkKind[]).includes(kind))!;
}
