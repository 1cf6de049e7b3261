import type { UnfinishedKind } from '../../runs/unfinished/unfinished-file';
import { isActive } from '../store/optimisation-slice';
import type { State } from '../store/store';

type Work = Pick<State, 'training' | 'run' | 'evaluationProgress' | 'evaluations'>;

/** Whether work of a kind goes on in this page. */
export function isUnderWay({ training, run, evaluationProgress }: Work, kind: UnfinishedKind): boolean {
  switch (kind) {
    case 'training':
      return isActive(training.status);
    case 'optimisation':
      return isActive(run.status);
    case 'evaluation':
      return evaluationProgress !== null;
    default:
      return kind satisfies never;
  }
}

/** Id of the work of a kind that the page shows, and that has a checkpoint. */
export function shownWork({ training, run, evaluations }: Work, kind: UnfinishedKind): string | null {
  switch (kind) {
    case 'training':
      return training.kept === null ? null : training.id;
    case 'optimisation':
      return run.kept === null ? null : run.id;
    case 'evaluation':
      return evaluations.a?.id ?? null;
    default:
      return kind satisfies never;
  }
}
