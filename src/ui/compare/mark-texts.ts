import type { MarkGroup, MarkKind } from '../../analysis/detection/comparison/mark-kinds';

/** How a mark is called. */
export const markTexts: Readonly<Record<MarkKind, { readonly label: string }>> = {
  gained: { label: 'gained, only B finds it' },
  lost: { label: 'lost, only A finds it' },
  both: { label: 'in both' },
  missed: { label: 'missed' },
  'false-new': { label: 'false, in B only' },
  'false-gone': { label: 'false, in A only' },
  'false-kept': { label: 'false in both' },
  'only-a': { label: 'in A only' },
  'only-b': { label: 'in B only' },
  found: { label: 'found' },
  false: { label: 'false' },
  uncounted: { label: 'not counted' },
};

/** The legend. A object is found by a box of its class above the threshold that overlaps it with an IoU of at least .5, each by one box, the surest first. */
export const groupTexts: Readonly<Record<MarkGroup, { readonly label: string; readonly title: string }>> = {
  gained: { label: 'Gained', title: 'Objects that B finds and A misses. Without ground truth: boxes in B only' },
  lost: { label: 'Lost', title: 'Objects that A finds and B misses. Without ground truth: boxes in A only' },
  false: { label: 'False', title: 'Boxes that match no object, in one pane only' },
  both: { label: 'Both', title: 'Objects that both find. Without ground truth: boxes in both panes' },
  missed: { label: 'Missed', title: 'Objects that both miss' },
  'false-both': {
    label: 'False, both',
    title: 'Boxes that match no object, in both panes: of one class, IoU at least .5',
  },
};
