import { Panel } from '../common/Panel';
import { TrainControls } from './TrainControls';

/** Step 3 in one line, for the playground. */
export function TrainStrip() {
  return (
    <Panel title="Train" step={3}>
      <TrainControls />
    </Panel>
  );
}
