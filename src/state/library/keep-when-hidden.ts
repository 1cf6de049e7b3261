import { saveDictionary } from '../jobs/model/measure-dictionary';
import { saveEvaluation } from '../jobs/evaluate/run-evaluation';
import { saveRun } from '../jobs/run-optimisation';
import { saveTraining } from '../jobs/train/run-training';

/** Stores what is under way when the page is hidden: the browser may close it without a further word. */
export function keepWhenHidden(): void {
  const save = () => {
    saveTraining();
    saveRun();
    saveEvaluation();
    saveDictionary();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
  addEventListener('pagehide', save);
}
