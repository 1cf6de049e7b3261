import type { RunEntry } from '../../runs/library/library-record';

/** The runs that are selected, in the order in which they were; those that are gone are left out. */
export function selectedEntries(runs: readonly RunEntry[], ids: readonly string[]): readonly RunEntry[] {
  return ids.flatMap((id) => runs.find(({ head }) => head.id === id) ?? []);
}

/** How many of some runs are selected. */
export function selectionOf(entries: readonly RunEntry[], ids: readonly string[]): 'none' | 'some' | 'all' {
  const count = entries.filter(({ head }) => ids.includes(head.id)).length;
  return count === 0 ? 'none' : count === entries.length ? 'all' : 'some';
}

/** The ids of two evaluations, which can be compared; null for other selections. */
export function comparedEvaluations(entries: readonly RunEntry[]): readonly [a: string, b: string] | null {
  const [a, b] = entries;
  if (entries.length !== 2 || !a || !b) return null;
  return a.head.kind === 'evaluation' && b.head.kind === 'evaluation' ? [a.head.id, b.head.id] : null;
}

/** Selected runs apart by what can be compared of them: curves, or average precision. */
export function byComparison(entries: readonly RunEntry[]): {
  readonly curves: readonly RunEntry[];
  readonly evaluations: readonly RunEntry[];
} {
  return {
    curves: entries.filter(({ head }) => head.kind !== 'evaluation'),
    evaluations: entries.filter(({ head }) => head.kind === 'evaluation'),
  };
}

/** The domains of evaluations, each once, in the order in which they first occur. */
export function evaluatedDomains(entries: readonly RunEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ summary }) => summary.domains.map(({ name }) => name)))];
}
