import { Curve } from '../../runs/records/curve';
import type { UnfinishedOptimisation } from '../../runs/unfinished/unfinished-optimisation';
import { forgetWork, type KeptRun } from './kept-work';
import type { CheckpointPlace } from '../store/storage-slice';
import { emptyRun, isActive, type OptimisationRun } from '../store/optimisation-slice';
import { setShownRun } from './kept-runs';
import { store } from '../store/store';

/** Shows an optimisation that an earlier visit left unfinished, unless the user has begun another or finished one since. */
export function restoreOptimisation(kept: KeptRun<'optimisation'> | undefined): void {
  const { run, replaceRun } = store.getState();
  if (!kept || isActive(run.status) || (run.status !== 'empty' && run.origin === 'live')) return;
  const later = run.origin === 'restored' && run.createdAt !== null && Date.parse(run.createdAt) > kept.modified;
  if (!later) replaceRun(interrupted(kept.run, kept.place));
}

/** Shows a stored optimisation in place of the one on the page. */
export function openOptimisation(kept: KeptRun<'optimisation'> | undefined): void {
  const { run, notify, replaceRun } = store.getState();
  if (isActive(run.status))
    notify({ tone: 'info', message: 'Offsets are being optimised.', hint: 'Stop the run first.' });
  else if (kept) replaceRun(interrupted(kept.run, kept.place));
}

/** An unfinished optimisation as the page shows it; its offsets are there when it goes on. */
function interrupted(stored: UnfinishedOptimisation, place: CheckpointPlace): OptimisationRun {
  const { id, createdAt, config, images, provenance, curves, state } = stored;
  const curve = Curve.from(curves);
  return {
    ...emptyRun,
    status: 'stopped',
    origin: 'restored',
    id,
    createdAt,
    config,
    curve,
    images,
    provenance,
    done: state.iteration,
    seconds: state.seconds,
    latest: {
      total: curve.last('loss_total') ?? 0,
      cosine: curve.last('loss_cosine') ?? 0,
      l1: curve.last('loss_l1') ?? 0,
    },
    kept: { iterations: state.iteration, place },
  };
}

/** Removes the checkpoint of an optimisation for good, and the run from the page where it is that one. */
export async function discardOptimisation(id: string): Promise<void> {
  await forgetWork(id);
  const { run, replaceRun } = store.getState();
  if (run.id !== id || isActive(run.status)) return;
  replaceRun(emptyRun);
  await setShownRun(null);
}
