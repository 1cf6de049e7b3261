import { benchmarkDomains } from '../../scenes';

/**
 * The domains to choose from: those of the benchmark, and the condition that is shown where it is none of them.
 * @param shown null where no built-in scene is shown
 */
export function offeredDomains(shown: string | null): readonly string[] {
  const names: readonly string[] = benchmarkDomains.map(({ name }) => name);
  return shown === null || names.includes(shown) ? names : [...names, shown];
}
