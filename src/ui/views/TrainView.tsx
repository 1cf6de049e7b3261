import { selectTraining } from '../../state/jobs/train/training-request';
import { store, useStore } from '../../state/store/store';
import { AxisToggle } from '../charts/AxisToggle';
import { SmoothingSlider } from '../charts/SmoothingSlider';
import { KeptModels } from '../models/KeptModels';
import { OriginBadge } from '../common/OriginBadge';
import { Panel } from '../common/Panel';
import { Term } from '../common/Terms';
import { useWindowHeight } from '../common/use-window-height';
import { MethodPicker } from '../train/MethodPicker';
import { OffsetsNote } from '../train/OffsetsNote';
import { PresetPicker } from '../train/PresetPicker';
import { PyTorchPanel } from '../files/PyTorchPanel';
import { StepPictures } from '../train/StepPictures';
import { StoredFiles } from '../files/StoredFiles';
import { TrainControls } from '../train/TrainControls';
import { TrainForm } from '../train/TrainForm';
import { TrainingCharts } from '../train/TrainingCharts';
import { TrainingExport } from '../train/TrainingExport';

/** A detector's training: what it is augmented with, how it goes, and what is kept of it. */
export function TrainView() {
  const { status, origin, title } = useStore((state) => state.training);
  const changed = useStore((state) => state.trainingFrom !== null || Object.keys(state.changedTraining).length > 0);
  const preset = useStore((state) => state.trainingPreset);
  const data = useStore((state) => state.trainingData);
  const domains = useStore((state) => selectTraining(state).domains);
  const logLoss = useStore((state) => state.logLoss);
  const smoothing = useStore((state) => state.trainingSmoothing);
  const { setLogLoss, setTrainingSmoothing } = store.getState();
  const height = useWindowHeight();
  const scenes =
    domains === 'all' ? (
      'scenes of all five domains, one drawn for each image'
    ) : (
      <>
        <code>daytime-clear</code> scenes only
      </>
    );
  const seen = data ? `“${data.title}”, ${data.part}, only` : scenes;
  return (
    <div className="columns optimise-view">
      <div className="stack">
        <Panel
          title="Train"
          step={3}
          badge={
            status === 'empty' ? null : (
              <>
                <OriginBadge origin={origin} />
                {title === null ? null : <span className="muted small">{title}</span>}
              </>
            )
          }
          tools={
            <>
              <SmoothingSlider smoothing={smoothing} onChange={setTrainingSmoothing} />
              <AxisToggle logarithmic={logLoss} onChange={setLogLoss} />
              <TrainingExport />
            </>
          }
        >
          <TrainControls />
          <StepPictures />
          <TrainingCharts height={Math.min(240, Math.max(150, Math.round((height - 330) / 3)))} />
        </Panel>
        <StoredFiles />
        <PyTorchPanel />
        <Panel title="Models in this browser">
          <KeptModels />
        </Panel>
      </div>
      <div className="stack">
        <Panel title="Method">
          <p className="small">
            Training sees {seen}. In about half of the steps the method changes what the detector sees, at the images,
            inside <Term name="Va" /> or at its output; at test time nothing is added. What a method knows is what of
            the target weathers enters it.
          </p>
          <MethodPicker />
          <OffsetsNote />
        </Panel>
        <Panel
          title="Parameters"
          part="parameters"
          tools={
            changed ? (
              <button
                type="button"
                className="button compact"
                onClick={() => store.getState().setTrainingPreset(preset)}
              >
                All defaults
              </button>
            ) : null
          }
        >
          <PresetPicker />
          <TrainForm />
        </Panel>
      </div>
    </div>
  );
}
