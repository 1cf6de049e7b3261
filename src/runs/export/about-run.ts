import { wellFormedJson } from '../../formats/text/well-formed-json';
import type { EvaluationRecord } from '../records/evaluation-record';
import type { RunRecord } from '../records/run-record';

/** What an exported file says of where it comes from. */
export type About = Readonly<Record<'kind' | 'title' | 'createdAt', string>> & {
  readonly config: unknown;
  readonly provenance: unknown;
  /** Of an optimisation: how many images its crops were drawn from. */
  readonly sourceImages?: number;
};

/** The origin of an exported file: everything of the record but its numbers. */
export function aboutRun({
  kind,
  title,
  createdAt,
  config,
  provenance,
  images,
}: Pick<RunRecord | EvaluationRecord, 'kind' | 'title' | 'createdAt' | 'config' | 'provenance'> & {
  readonly images?: readonly string[];
}): About {
  const about = { kind, title, createdAt, config, provenance };
  return images === undefined ? about : { ...about, sourceImages: images.length };
}

/** The same for metadata that know texts only. */
export function aboutAsTexts(about: About): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(about).map(([key, value]) => [key, typeof value === 'string' ? value : wellFormedJson(value)]),
  );
}
