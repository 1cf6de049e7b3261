import { storeDictionariesAgain } from './kept-dictionaries';
import { storeWorkAgain } from './kept-work';
import { storeRunsAgain } from './kept-runs';
import { storageProblem, type StoredAgain } from './storage-trouble';
import { store } from '../store/store';
import { storeDetectorsAgain } from './stored-work';

/** Tries again to store all that is in memory only: runs, detectors, checkpoints, measured transforms. The user hears what came of it. */
export async function storeAgain(): Promise<void> {
  const kinds = [
    { name: 'run', plural: 'runs', outcome: await storeRunsAgain() },
    { name: 'detector', plural: 'detectors', outcome: await storeDetectorsAgain() },
    { name: 'checkpoint', plural: 'checkpoints', outcome: await storeWorkAgain() },
    { name: 'dictionary', plural: 'dictionaries', outcome: await storeDictionariesAgain() },
  ];
  const counted = (count: (outcome: StoredAgain) => number) =>
    kinds
      .map(({ name, plural, outcome }) => ({ name, plural, number: count(outcome) }))
      .filter(({ number }) => number > 0)
      .map(({ name, plural, number }) => `${number} ${number === 1 ? name : plural}`)
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
