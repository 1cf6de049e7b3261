import { paneIds } from '../../state/store/detection-slice';
import { useStore } from '../../state/store/store';
import { Panel } from '../common/Panel';
import { ClassFilter } from './ClassFilter';
import { Pane } from './Pane';
import { ProposalsToggle } from './ProposalsToggle';
import { SceneStrip } from './SceneStrip';
import { ThresholdSliders } from './ThresholdSliders';
import { ViewButtons } from './ViewButtons';

interface DetectPanelProps {
  readonly detailed?: boolean;
}

/** One picture, two detectors, one view of both. */
export function DetectPanel({ detailed = false }: DetectPanelProps) {
  const title = useStore((state) => state.picture?.title);
  return (
    <Panel
      title="Detect"
      step={4}
      badge={detailed && title ? <span className="muted small">{title}</span> : null}
      tools={<ViewButtons />}
    >
      <SceneStrip />
      <div className="detect-controls">
        <ThresholdSliders />
        <ProposalsToggle />
        <ClassFilter />
      </div>
      <div className="panes">
        {paneIds.map((pane) => (
          <Pane key={pane} pane={pane} detailed={detailed} />
        ))}
      </div>
    </Panel>
  );
}
