import { Curve } from '../runs/curve';
import { unfinishedTraining } from './stored-work';
import { store } from './store';
import { noTraining } from './training-slice';

/** Shows the training that an earlier visit left unfinished, to be gone on with, unless the user has begun another. */
export async function restoreTraining(): Promise<void> {
  const left = await unfinishedTraining();
  const { training, setTraining } = store.getState();
  if (!left || (training.status !== 'empty' && training.origin !== 'recorded')) return;
  const { request, provenance, curves, validation, steps } = left;
  setTraining({
    ...noTraining,
    status: 'stopped',
    origin: 'restored',
    curve: Curve.from(curves),
    validation,
    request,
    provenance,
    done: steps,
    total: request.config.steps,
    keptSteps: steps,
  });
}
