import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { sourceDomain } from '../../scenes/conditions';

/** What of the tested domains a detector's training has seen, as a sentence; null where it saw the source alone, or where its file does not say. */
export function seenDomainsText({
  title,
  config: { detectorProvenance, source },
}: Pick<EvaluationRecord, 'title' | 'config'>): string | null {
  const trained = detectorProvenance['trainedOn'] ?? '';
  const seen = [...trained.matchAll(/built-in scenes ([\w-]+)\/train/gu)].map(([, domain]) => domain!);
  const tested = seen.filter((domain) => domain !== sourceDomain && source.domains.includes(domain));
  return tested.length === 0 ? null : `“${title}” was trained on ${tested.join(', ')}, too: these are not unseen.`;
}
