import { formatNumberOf } from '../../../formats/text/count-words';
import type { Mark } from './compare-panes';
import { type MarkKind, markKinds } from './mark-kinds';

/** How many marks of each kind there are. */
export function countMarks(marks: readonly Pick<Mark, 'kind'>[]): Readonly<Record<MarkKind, number>> {
  const counts = Object.fromEntries(markKinds.map((kind) => [kind, 0])) as Record<MarkKind, number>;
  for (const { kind } of marks) counts[kind]++;
  return counts;
}

/** What differs from A to B, in words. @param hasTruth whether the picture's objects are known */
export function differenceText(counts: Readonly<Record<MarkKind, number>>, hasTruth: boolean): string {
  return hasTruth
    ? [objectsText(counts), falseText(counts)].filter((text) => text !== '').join(' ')
    : boxesText(counts);
}

function objectsText({ gained, lost, both, missed }: Readonly<Record<MarkKind, number>>): string {
  const objects = gained + lost + both + missed;
  if (objects === 0) return 'There is no object here that both know.';
  if (gained > 0 && lost > 0) return `B finds ${gained} that A misses, and loses ${lost}.`;
  if (gained > 0) return `B finds ${gained} that A misses, and loses none.`;
  if (lost > 0) return `B loses ${lost} that A finds, and gains none.`;
  if (missed === 0) return objects === 1 ? 'Both find the one object.' : `Both find all ${objects} objects.`;
  return both === 0
    ? `Both miss ${objects === 1 ? 'the one object' : `all ${objects} objects`}.`
    : `Both find the same ${both} of ${objects} objects.`;
}

function falseText(counts: Readonly<Record<MarkKind, number>>): string {
  const [added, gone] = [counts['false-new'], counts['false-gone']];
  if (added > 0 && gone > 0) return `${added} new false ${added === 1 ? 'box' : 'boxes'}, ${gone} gone.`;
  if (added > 0) return `${added} new false ${added === 1 ? 'box' : 'boxes'}.`;
  return gone > 0 ? `${gone} false ${gone === 1 ? 'box' : 'boxes'} gone.` : '';
}

function boxesText(counts: Readonly<Record<MarkKind, number>>): string {
  const [both, onlyA, onlyB] = [counts.both, counts['only-a'], counts['only-b']];
  if (both + onlyA + onlyB === 0) return 'Neither finds anything.';
  if (onlyA + onlyB === 0) return `Both find the same ${formatNumberOf(both, 'object')}.`;
  return `${both} in both, ${onlyA} in A only, ${onlyB} in B only; what is true is not known here.`;
}
