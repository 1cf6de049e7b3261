import { discardEvaluation, restoreEvaluation } from './restore-evaluation';
import { discardOptimisation, openOptimisation, restoreOptimisation } from './restore-optimisation';
import { discardTraining, openTraining, restoreTraining } from './restore-training';
import { keptOfKind, keptWork } from './kept-work';
import { anotherTab, runsElsewhere } from './run-locks';
import { store } from '../store/store';
import type { UnfinishedKind } from '../../runs/unfinished/unfinished-file';

/** Shows the newest work of each kind that earlier visits left unfinished, to be gone on with, unless the user has begun another. What another tab works on is not unfinished. */
export async function restoreWork(): Promise<void> {
  const kept = await keptWork();
  const unreadable = kept.find(({ content }) => content.kind === 'unreadable');
  if (unreadable?.content.kind === 'unreadable') {
    store.getState().notify({
      tone: 'error',
      message: `The checkpoint of a run cannot be read. ${unreadable.content.problem}`,
      hint: 'It stays where it is: export or delete it under “Stored in this browser” in the Train view.',
    });
  }
  const ids = kept.flatMap(({ content }) => (content.kind === 'read' ? [content.work.run.id] : []));
  const elsewhere = await runsElsewhere(ids);
  const free = kept.filter(({ content }) => content.kind === 'read' && !elsewhere.has(content.work.run.id));
  restoreTraining(keptOfKind(free, 'training')[0]);
  restoreOptimisation(keptOfKind(free, 'optimisation')[0]);
  restoreEvaluation(keptOfKind(free, 'evaluation')[0]);
}

/** Shows stored work in place of that of its kind on the page. */
export async function openWork(kind: UnfinishedKind, id: string): Promise<void> {
  if ((await runsElsewhere([id])).has(id)) {
    store.getState().notify(anotherTab);
    return;
  }
  const kept = await keptWork();
  switch (kind) {
    case 'training':
      return openTraining(keptOfKind(kept, kind).find(({ run }) => run.id === id));
    case 'optimisation':
      return openOptimisation(keptOfKind(kept, kind).find(({ run }) => run.id === id));
    case 'evaluation':
      return restoreEvaluation(
        keptOfKind(kept, kind).find(({ run }) => run.id === id),
        true,
      );
    default:
      return kind satisfies never;
  }
}

/** Removes a checkpoint for good, and the work on the page where it is that one. */
export async function discardWork(kind: UnfinishedKind, id: string): Promise<void> {
  if ((await runsElsewhere([id])).has(id)) {
    store.getState().notify(anotherTab);
    return;
  }
  switch (kind) {
    case 'training':
      return discardTraining(id);
    case 'optimisation':
      return discardOptimisation(id);
    case 'evaluation':
      return discardEvaluation(id);
    default:
      return kind satisfies never;
  }
}
