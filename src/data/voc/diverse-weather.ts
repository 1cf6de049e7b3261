import { benchmarkDomains, type BenchmarkDomainName } from '../../scenes/conditions';

/** Folder names of Diverse Weather, in the order of the paper's columns. */
const folders: Readonly<Record<string, BenchmarkDomainName>> = {
  daytime_clear: 'daytime-clear',
  daytime_sunny: 'daytime-clear',
  night_sunny: 'night-clear',
  night_clear: 'night-clear',
  dusk_rainy: 'dusk-rainy',
  night_rainy: 'night-rainy',
  daytime_foggy: 'daytime-foggy',
};

const order = benchmarkDomains.map(({ name }) => name);

/** The domain that a folder belongs to, by its own name or that of one around it; null for none. */
export function diverseWeatherDomain(folder: string): BenchmarkDomainName | null {
  const names = folder.split('/').map((part) => part.toLowerCase().replaceAll(/[ -]/gu, '_'));
  const known = names.findLast((part) => Object.hasOwn(folders, part));
  return known === undefined ? null : (folders[known] ?? null);
}

/** The list on which the paper tests: the source domain has one of its own, the others are tested on all of their train list. */
export function officialTestSplit(domain: BenchmarkDomainName): 'test' | 'train' {
  return domain === 'daytime-clear' ? 'test' : 'train';
}

/** Where a domain stands among the paper's columns. */
export function domainOrder(domain: string | null): number {
  return order.findIndex((name) => name === domain);
}
