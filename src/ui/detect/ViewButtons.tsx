import { Maximize, Tag, ZoomIn, ZoomOut, SquareDashed } from 'lucide-react';
import { actions } from '../../state/store/actions';
import { useStore } from '../../state/store/store';
import { ActionButton } from '../common/ActionButton';

/** What is drawn, and how near. */
export function ViewButtons() {
  const showGroundTruth = useStore((state) => state.showGroundTruth);
  const showLabels = useStore((state) => state.showLabels);
  const zoom = useStore((state) => state.viewport.zoom);
  return (
    <div className="button-row">
      <ActionButton
        action={actions.toggleGroundTruth}
        label="Ground truth"
        icon={<SquareDashed />}
        className="compact"
        pressed={showGroundTruth}
      />
      <ActionButton
        action={actions.toggleLabels}
        label="Labels"
        icon={<Tag />}
        className="compact"
        pressed={showLabels}
      />
      <ActionButton action={actions.zoomOut} icon={<ZoomOut />} className="compact" disabled={zoom === 1} />
      <span className="small number" style={{ minWidth: '2.6em', textAlign: 'center' }}>
        {zoom.toFixed(1)}×
      </span>
      <ActionButton action={actions.zoomIn} icon={<ZoomIn />} className="compact" />
      <ActionButton action={actions.zoomReset} icon={<Maximize />} className="compact" disabled={zoom === 1} />
    </div>
  );
}
