import { storeWorkAgain } from './kept-work';
import { storeRunsAgain } from './kept-runs';
import { storageProblem, type StoredAgain } from './storage-trouble';
import { store } from '../store/store';
import { storeDetectorsAgain } from './stored-work';

/** Tries again to store all that is in memory only: runs, detectors, checkpoints. The user hears what came of it. */
export async function storeAgain(): Promise<void> {
  const kinds = [
    { name: 'run', outcome: await storeRunsAgain() },
    { name: 'detector', outcome: await storeDetectorsAgain() },
    { name: 'checkpoint', outcome: await storeWorkAgain() },
  ];
  const counted = (count: (outcome: StoredAgain) => number) =>
    kinds
      .map(({ name, outcome }) => ({ name, number: count(outcome) }))
      .filter(({ number }) => number > 0)
      .map(({ name, number }) => `${number} ${name}${number === 1 ? '' : 's'}`)
      .join(', ');
  const stored = counted((outcome) => outcome.stored);
  const left = counted(({ errors }) => errors.length);
  const [error] = kinds.flatMap(({ outcome: { errors } }) => errors);
  const { notify, storageChanged } = store.getState();
  storageChanged();
  if (left === '') {
    notify({ tone: 'info', message: stored === '' ? 'Everything is stored already.' : `Stored: ${stored}.`, hint: '' });
    return;
  }
  const { reason, hint } = storageProblem(error);
  notify({
    tone: 'error',
    message: `${stored === '' ? '' : `Stored: ${stored}. `}Still in memory only: ${left}, because ${reason}.`,
    hint,
  });
}
