import { useEffect, useRef, useState } from 'react';
import type { Answer, Query, QueryName } from '../../analysis/results/evaluation-queries';
import type { EvaluationRecords } from '../../analysis/results/evaluation-records';
import { askEvaluation, reportError } from './use-evaluate';

/** The last answer, with what was asked. */
export interface Answered<Name extends QueryName> {
  readonly query: Query<Name>;
  readonly answer: Answer<Name>;
}

/**
 * What the records say. While a new answer is on its way, the last one about the same records stays; questions that came meanwhile are asked once,
 * with what is newest then. Null until the first answer.
 */
export function useEvaluationAnswer<Name extends QueryName>(
  name: Name,
  query: Query<Name>,
  { a, b }: EvaluationRecords,
): Answered<Name> | null {
  const about = `${a.id} ${b?.id ?? ''}`;
  const [answered, setAnswered] = useState<(Answered<Name> & { readonly about: string }) | null>(null);
  const asking = useRef({ shown: true, busy: false, next: null as (() => Promise<void>) | null });
  const key = JSON.stringify(query);
  useEffect(() => {
    const state = asking.current;
    state.next = async () => {
      const asked = JSON.parse(key) as Query<Name>;
      const answer = await askEvaluation({ a, b }, name, asked);
      if (state.shown) setAnswered({ query: asked, answer, about });
    };
    void askNewest(state);
  }, [name, key, a, b, about]);
  useEffect(() => {
    const state = asking.current;
    state.shown = true;
    return () => {
      state.shown = false;
    };
  }, []);
  return answered?.about === about ? answered : null;
}

async function askNewest(state: { busy: boolean; next: (() => Promise<void>) | null }): Promise<void> {
  if (state.busy) return;
  state.busy = true;
  try {
    for (let ask = state.next; ask; ask = state.next) {
      state.next = null;
      await ask();
    }
  } catch (error) {
    reportError(error);
  } finally {
    state.busy = false;
  }
}
