import { ExportMenu } from '../common/ExportMenu';
import { lossSeries } from './training-series';
import { useTrainingExports } from './use-train';

/** The curves of the training on the page, as files. */
export function TrainingExport() {
  const { items, started } = useTrainingExports(lossSeries);
  return (
    <ExportMenu
      name="Export training curves"
      items={items}
      unavailable={started ? null : 'Curves exist after a training in this page.'}
    />
  );
}
