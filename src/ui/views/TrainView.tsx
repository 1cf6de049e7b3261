import { useStore } from '../../state/store';
import { AxisToggle } from '../common/AxisToggle';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { Term } from '../common/Terms';
import { KeptPanel } from '../train/KeptPanel';
import { MethodPicker } from '../train/MethodPicker';
import { TrainControls } from '../train/TrainControls';
import { TrainForm } from '../train/TrainForm';
import { TrainingCharts } from '../train/TrainingCharts';

export function TrainView() {
  const { status, origin } = useStore((state) => state.training);
  return (
    <div className="columns optimise-view">
      <div className="stack">
        <Panel
          title="Train"
          step={3}
          badge={status === 'empty' ? null : <OriginBadge origin={origin} />}
          tools={<AxisToggle />}
        >
          <TrainControls />
          <TrainingCharts />
        </Panel>
        <Panel title="Kept in this browser">
          <KeptPanel />
        </Panel>
      </div>
      <div className="stack">
        <Panel title="Augmentation">
          <MethodPicker />
        </Panel>
        <Panel title="Parameters">
          <TrainForm />
        </Panel>
        <Panel title="What happens">
          <p>
            A detector is trained on daytime-clear scenes only. With CLIP the Gap, about half of the steps draw one{' '}
            <Term name="offset" /> for each image, average it over its grid, and add it to every position of{' '}
            <Term name="Va" />
            ’s output: region proposals, classifier and box head all see features moved towards a weather that no
            training image shows.
          </p>
          <p className="muted small">
            At test time nothing is added. The detector is in the right pane of Detect, and can be chosen in Evaluate,
            as soon as training ends or is stopped. A checkpoint is kept every 20 steps, so that a reload loses little.
          </p>
        </Panel>
      </div>
    </div>
  );
}
