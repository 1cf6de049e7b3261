import type { ExplainRecord } from '../../runs/records/explain-record';
import { type ExplainKind, ofModel, type OfModel } from '../store/explain-slice';
import type { Origin } from '../store/optimisation-slice';
import { type State, store } from '../store/store';

/** What Explain has computed, or an imported session brought, with the loaded model; null for nothing. */
export function explainRecord(state: State): ExplainRecord | null {
  const { info } = state.model;
  if (!info) return null;
  const own = <Value>(kind: ExplainKind, result: OfModel<Value> | null) =>
    state.explainOrigins[kind] === 'recorded' ? null : ofModel(info, result);
  const measured = own('shifts', state.measuredShifts);
  const record: ExplainRecord = {
    modelHash: info.hash,
    shifts: measured && { measured, movers: own('shifts', state.shiftMovers) ?? [] },
    step: own('step', state.stepTrail),
    batchNorm: own('batch-norm', state.batchNormComparison),
    embeddings: own('embeddings', state.embeddedScenes),
    words: own('words', state.wordFunnel),
  };
  const { modelHash: _, ...results } = record;
  return Object.values(results).every((result) => result === null) ? null : record;
}

/** Shows recorded results of Explain; of a recorded example only those that are missing. */
export function openExplained({ modelHash, ...record }: ExplainRecord, origin: Origin): void {
  const state = store.getState();
  const taken: ExplainKind[] = [];
  /** The result in its place, unless the page has one of its own. */
  const put = <Value>(kind: ExplainKind, former: OfModel<unknown> | null, value: Value | null) => {
    if (value === null || (origin === 'recorded' && former !== null)) return null;
    taken.push(kind);
    return { modelHash, value };
  };
  const { shifts } = record;
  const measuredShifts = put('shifts', state.measuredShifts, shifts?.measured ?? null);
  const shiftMovers = measuredShifts && shifts && { modelHash, value: shifts.movers };
  const stepTrail = put('step', state.stepTrail, record.step);
  const batchNormComparison = put('batch-norm', state.batchNormComparison, record.batchNorm);
  const embeddedScenes = put('embeddings', state.embeddedScenes, record.embeddings);
  const wordFunnel = put('words', state.wordFunnel, record.words);
  state.setExplain({
    ...(measuredShifts && { measuredShifts, shiftMovers }),
    ...(stepTrail && { stepTrail }),
    ...(batchNormComparison && { batchNormComparison }),
    ...(embeddedScenes && { embeddedScenes }),
    ...(wordFunnel && { wordFunnel }),
    explainOrigins: { ...state.explainOrigins, ...Object.fromEntries(taken.map((kind) => [kind, origin])) },
  });
}
