import type { ErrorRecord } from '../../../errors/coded-error';
import { isWhole } from '../../../photometrics/dictionary/dictionary';
import { builtinSource } from '../../../runs/shelf/kept-dictionary';
import { dictionariesOf } from '../../library/kept-dictionaries';
import { noPhotometrics } from '../../store/photometrics-slice';
import { toErrorRecord } from '../../store/report-error';
import { store } from '../../store/store';
import { whenChanged } from '../../store/when-changed';
import { engine } from '../engine-access';
import { LatestTurn } from '../latest-turn';

const loading = new LatestTurn();

/** Shows the dictionary of each model that comes; that of the former one is gone from the page, and stays stored. */
export function followModelDictionary(): void {
  whenChanged(
    (state) => state.model.info?.hash,
    () => void loadDictionary(),
  );
}

/** Takes what there is for the loaded model: the newest that was measured here to its end, else the shipped one, else a part that can go on. */
export async function loadDictionary(): Promise<void> {
  const turn = loading.begin();
  const { model, setPhotometrics } = store.getState();
  setPhotometrics({ ...noPhotometrics, status: model.info ? 'loading' : 'none' });
  if (!model.info) return;
  const { hash, photometrics } = model.info;
  const kept = await dictionariesOf(hash);
  const whole = kept.find(({ dictionary }) => isWhole(dictionary));
  if (!turn.isNewest()) return;
  if (whole) return setPhotometrics({ status: 'ready', dictionary: whole.dictionary, source: whole.source });
  let problem: ErrorRecord | null = null;
  const [name] = photometrics;
  if (name !== undefined) {
    try {
      const dictionary = await engine().loadDictionary(name);
      if (turn.isNewest()) setPhotometrics({ status: 'ready', dictionary, source: builtinSource });
      return;
    } catch (error) {
      problem = toErrorRecord(error);
    }
  }
  if (!turn.isNewest()) return;
  const part = kept[0] ?? null;
  setPhotometrics({ status: problem ? 'failed' : part ? 'stopped' : 'none', part, problem });
}
