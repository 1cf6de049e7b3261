import type { RunRecord } from '../run-record';

/** What an exported file says of the run that it comes from; texts, because safetensors knows no others. */
export function aboutRun({
  kind,
  title,
  createdAt,
  config,
  provenance,
}: Pick<RunRecord, 'kind' | 'title' | 'createdAt' | 'config' | 'provenance'>): Readonly<Record<string, string>> {
  return { kind, title, createdAt, config: JSON.stringify(config), provenance: JSON.stringify(provenance) };
}
