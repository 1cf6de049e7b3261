import { subjectOf, type RunEntry, type RunKind } from '../../runs/library/library-record';

export const runColumns = [
  'title',
  'kind',
  'date',
  'status',
  'subject',
  'steps',
  'loss',
  'validation',
  'evaluated',
  'duration',
  'backend',
  'size',
] as const;
export type RunColumn = (typeof runColumns)[number];

export interface RunsFilter {
  /** Null shows all kinds. */
  readonly kind: RunKind | null;
  /** Words that must all occur in title, note, method, prompts or domains. */
  readonly text: string;
}

export interface RunsSort {
  readonly column: RunColumn;
  readonly descending: boolean;
}

/** What a run is sorted by; null, where it has no such value, comes last in either direction. */
const keys: Readonly<Record<RunColumn, (entry: RunEntry) => string | number | null>> = {
  title: ({ head }) => head.title.toLowerCase(),
  kind: ({ head }) => head.kind,
  date: ({ head }) => head.createdAt,
  status: ({ head }) => head.status,
  subject: ({ head }) => subjectOf(head).toLowerCase(),
  steps: ({ summary }) => summary.steps,
  loss: ({ summary }) => summary.loss,
  validation: ({ head, summary }) => (head.kind === 'training' ? summary.ap : null),
  evaluated: ({ head, summary }) => (head.kind === 'evaluation' ? summary.ap : null),
  duration: ({ summary }) => summary.seconds,
  backend: ({ head }) => head.provenance.backend,
  size: ({ bytes }) => bytes,
};

/** The runs that pass the filter, in the chosen order, pinned ones first. */
export function visibleRuns(runs: readonly RunEntry[], filter: RunsFilter, sort: RunsSort): readonly RunEntry[] {
  const words = filter.text.toLowerCase().split(/\s+/u).filter(Boolean);
  const key = keys[sort.column];
  return runs
    .filter(({ head, note }) => {
      if (filter.kind !== null && head.kind !== filter.kind) return false;
      const text = `${head.title} ${note} ${subjectOf(head)}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || compare(key(a), key(b), sort.descending));
}

function compare(a: string | number | null, b: string | number | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : Number(a > b) - Number(a < b);
  return descending ? -order : order;
}
