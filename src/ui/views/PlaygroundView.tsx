import { TrainStrip } from '../train/TrainStrip';
import { useWindowHeight } from '../common/use-window-height';
import { Panel } from '../common/Panel';
import { ConditionPanel } from '../conditions/ConditionPanel';
import { DetectPanel } from '../detect/DetectPanel';
import { DiagramStrip } from '../diagram/DiagramStrip';
import { OffsetPictures } from '../optimise/OffsetPictures';
import { OptimisePanel } from '../optimise/OptimisePanel';
import { TargetTable } from '../optimise/TargetTable';
import { PixelsPanel } from '../photometrics/PixelsPanel';

/** The whole loop on one screen: prompts, L_opt and training at the left, two panes at the right. */
export function PlaygroundView() {
  const height = useWindowHeight();
  return (
    <div className="columns playground-view">
      <div className="stack">
        <DiagramStrip />
        <PixelsPanel />
        <OptimisePanel chartHeight={Math.min(330, Math.max(190, height - 610))}>
          <TargetTable />
        </OptimisePanel>
        <TrainStrip />
        <Panel title="Semantic offsets">
          <OffsetPictures />
        </Panel>
      </div>
      <div className="stack">
        <DetectPanel />
        <ConditionPanel />
      </div>
    </div>
  );
}
