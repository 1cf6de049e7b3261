import type { EvaluationSource } from '../../evaluation/evaluation-source';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';

/** A detector that an evaluation is asked for. */
interface AskedSide {
  readonly detector: string;
  /** Whether an offset is added at test time. */
  readonly offset: boolean;
}

/** What a form asks for. */
export interface AskedEvaluation {
  readonly a: AskedSide;
  /** Null compares with nothing. */
  readonly b: AskedSide | null;
  readonly source: EvaluationSource;
}

/**
 * Whether results are those that a form asks for.
 * @param nameOf the name under which a detector is known now
 */
export function answersForm(
  asked: AskedEvaluation,
  results: { readonly a: EvaluationRecord; readonly b: EvaluationRecord | null },
  nameOf: (detector: string) => string,
): boolean {
  const wanted = (side: AskedSide) => `${nameOf(side.detector)} ${side.offset}`;
  const found = ({ config }: EvaluationRecord) => `${nameOf(config.detector)} ${config.featureOffset !== null}`;
  // A detector is not compared with itself.
  const b = asked.b && wanted(asked.b) !== wanted(asked.a) ? wanted(asked.b) : null;
  return (
    wanted(asked.a) === found(results.a) &&
    b === (results.b && found(results.b)) &&
    sameImages(asked.source, results.a.config.source)
  );
}

function sameImages(a: EvaluationSource, b: EvaluationSource): boolean {
  const parts = (source: EvaluationSource) => [
    source.kind === 'builtin' ? source.split : source.dataSet,
    source.imagesPerDomain,
    ...source.domains,
  ];
  return a.kind === b.kind && parts(a).join('\n') === parts(b).join('\n');
}
