import { useStore } from '../../state/store';
import { TrainControls } from '../train/TrainControls';
import { TrainForm } from '../train/TrainForm';
import { TrainingExport } from '../train/TrainingExport';
import { trainingSeries } from '../train/training-series';
import { AxisToggle } from '../common/AxisToggle';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { Term } from '../common/Terms';
import { LossChart } from '../optimise/LossChart';

export function TrainView() {
  const run = useStore((state) => state.training);
  const logLoss = useStore((state) => state.logLoss);
  return (
    <div className="columns optimise-view">
      <Panel
        title="Train"
        step={3}
        badge={run.status === 'empty' ? null : <OriginBadge origin={run.origin} />}
        tools={
          <>
            <AxisToggle />
            <TrainingExport />
          </>
        }
      >
        <TrainControls />
        <LossChart
          curve={run.curve}
          series={trainingSeries}
          logarithmic={logLoss}
          height={380}
          total={run.total || undefined}
          empty="The four losses of the detector appear here while it trains."
          label={`Training losses after ${run.done} steps`}
        />
      </Panel>
      <div className="stack">
        <Panel title="What happens">
          <p>
            Training continues from the baseline detector, on daytime-clear scenes only. In about half of the steps one{' '}
            <Term name="offset" /> is drawn, averaged over its grid, and added to every position of <Term name="Va" />
            ’s output: region proposals, classifier and box head all see features moved towards a weather that no
            training image shows.
          </p>
          <p className="muted small">
            At test time nothing is added. The result appears in the right pane of Detect as soon as training ends or is
            stopped.
          </p>
        </Panel>
        <Panel title="Parameters">
          <TrainForm />
        </Panel>
      </div>
    </div>
  );
}
