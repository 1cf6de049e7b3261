import { Panel } from '../common/Panel';
import { OffsetsNote } from './OffsetsNote';
import { TrainControls } from './TrainControls';
import { useTrainStrip } from './use-train';

/** Step 3 in a few lines, for the playground. */
export function TrainStrip() {
  const { method, preset, open, onShowView } = useTrainStrip();
  return (
    <Panel
      title="Train"
      step={3}
      tools={
        method === undefined ? null : (
          <button
            type="button"
            className="button quiet compact"
            title="Choose method, preset and parameters in the Train view"
            onClick={onShowView}
          >
            {method} · {preset}
          </button>
        )
      }
    >
      <TrainControls />
      {open ? <OffsetsNote /> : null}
    </Panel>
  );
}
