import type { DomainResult } from '../../evaluation/domain-result';
import { sourceDomain } from '../../scenes/conditions';

/** Whether a domain, or a split of it in a data set, is the one that detectors are trained on. */
export function isSourceDomain(name: string): boolean {
  return name === sourceDomain || name.startsWith(`${sourceDomain}/`);
}

export const unseenDomains = ['night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'] as const;

/** What a run was tested on. */
export interface TestedRun {
  readonly domains: readonly Pick<DomainResult, 'domain' | 'map50'>[];
}

/** Mean AP of one domain over the seeds, and their extent; null without runs. */
export function overSeeds(
  values: readonly number[],
): { readonly mean: number; readonly min: number; readonly max: number } | null {
  if (values.length === 0) return null;
  return { mean: values.reduce((a, b) => a + b) / values.length, min: Math.min(...values), max: Math.max(...values) };
}

/** Mean AP of a domain in a run, by one definition; NaN where it was not tested. */
export function domainAp({ domains }: TestedRun, name: string, metric: keyof DomainResult['map50'] = 'voc11'): number {
  return domains.find(({ domain }) => domain === name)?.map50[metric] ?? NaN;
}

/** Mean over the four unseen domains. */
export function unseenAp(run: TestedRun, metric: keyof DomainResult['map50'] = 'voc11'): number {
  return unseenDomains.reduce((sum, name) => sum + domainAp(run, name, metric), 0) / unseenDomains.length;
}
