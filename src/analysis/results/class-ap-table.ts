import type { Averages } from './evaluation-queries';

/** Numbers of each class: objects, AP of a detector (0 to 1), or what B changes; null where there is none. */
export interface ClassApRow {
  readonly kind: 'objects' | 'a' | 'b' | 'difference';
  /** By class. */
  readonly values: readonly (number | null)[];
}

/** Like the paper's Tables 2 to 5: the rows of each domain. */
export function classApTable(averages: Averages): readonly {
  readonly domain: string;
  readonly rows: readonly ClassApRow[];
}[] {
  return averages.a.domains.map((domain) => {
    const ofA = domain.values.classes;
    const other = averages.b?.domains.find(({ name }) => name === domain.name);
    const ofB = other?.values.classes ?? null;
    // Of a domain that B has not finished the difference would compare other images.
    const complete = other?.images === domain.images;
    const difference = (ap: number | null, k: number) => {
      const before = ofA[k] ?? null;
      return complete && ap !== null && before !== null ? ap - before : null;
    };
    return {
      domain: domain.name,
      rows: [
        { kind: 'objects', values: domain.objects },
        { kind: 'a', values: ofA },
        ...(ofB
          ? ([
              { kind: 'b', values: ofB },
              { kind: 'difference', values: ofB.map(difference) },
            ] as const)
          : []),
      ],
    };
  });
}
