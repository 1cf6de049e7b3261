import type { DataSetInfo, TrainingDataSet } from '../../engine/engine';

/** A part of an open data set that images can be taken from. */
export interface DataSource extends TrainingDataSet {
  readonly images: number;
}

/** The parts of all open data sets. */
export function dataSources(dataSets: readonly DataSetInfo[]): readonly DataSource[] {
  return dataSets.flatMap(({ id, title, parts }) =>
    parts.map(({ name, images }) => ({ id, title, part: name, images })),
  );
}

/** Tells a part of a data set from all others. */
export function sourceKey({ id, part }: Pick<TrainingDataSet, 'id' | 'part'>): string {
  return `${id}/${part}`;
}

/** The part behind a key; null where no open data set has it. */
export function sourceOfKey(sources: readonly DataSource[], key: string): TrainingDataSet | null {
  const source = sources.find((candidate) => sourceKey(candidate) === key);
  return source ? { id: source.id, title: source.title, part: source.part } : null;
}
