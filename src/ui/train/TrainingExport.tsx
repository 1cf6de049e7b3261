import { curveExports } from '../../state/exports/run-exports';
import { trainingRecord } from '../../state/library/session-content';
import { store, useStore } from '../../state/store/store';
import { ExportMenu } from '../common/ExportMenu';
import { lossSeries } from './training-series';

const record = () => trainingRecord(store.getState());

/** The curves of the training on the page, as files. */
export function TrainingExport() {
  const started = useStore(({ training }) => training.done > 0 && training.request !== null);
  const logarithmic = useStore((state) => state.logLoss);
  return (
    <ExportMenu
      name="Export training curves"
      items={curveExports({ record, drawn: lossSeries, yLabel: 'Loss', logarithmic })}
      unavailable={started ? null : 'Curves exist after a training in this page.'}
    />
  );
}
