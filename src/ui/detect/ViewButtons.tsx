import { Maximize, Tag, ZoomIn, ZoomOut, SquareDashed } from 'lucide-react';
import type { Action } from '../../state/actions/action';
import { ActionButton } from '../common/ActionButton';

interface ViewButtonsProps {
  readonly showGroundTruth: boolean;
  readonly showLabels: boolean;
  /** 1 where the whole image is seen. */
  readonly zoom: number;
  readonly actions: Readonly<Record<'toggleGroundTruth' | 'toggleLabels' | 'zoomOut' | 'zoomIn' | 'zoomReset', Action>>;
}

/** What is drawn, and how near. */
export function ViewButtons({ showGroundTruth, showLabels, zoom, actions }: ViewButtonsProps) {
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
