import type { ReactNode } from 'react';
import { paneCounts, type PaneContent } from '../../analysis/detection/pane-content';
import type { Viewport } from '../../analysis/detection/viewport';
import type { PaneResult } from '../../state/store/detection-slice';
import type { Picture } from '../../state/store/scene-slice';
import { OriginBadge } from '../common/OriginBadge';
import { formatNumberOf } from '../format';
import { BoxOverlay } from './BoxOverlay';
import { DetectionList } from './DetectionList';
import { PaneFacts } from './PaneFacts';
import { Viewer } from './Viewer';

interface PaneProps {
  readonly label: string;
  readonly picture: Picture | null;
  readonly result: PaneResult;
  readonly content: PaneContent;
  /** Why there is nothing to show. */
  readonly emptyText: string;
  readonly viewport: Viewport;
  readonly onViewport: (viewport: Viewport) => void;
  readonly showGroundTruth: boolean;
  readonly showPredictions: boolean;
  readonly showLabels: boolean;
  /** With the list of detections. */
  readonly detailed: boolean;
  /** The choice of the detector. */
  readonly picker?: ReactNode;
  /** What else this detector lets one choose. */
  readonly options?: ReactNode;
}

/** One detector's view of the picture. */
export function Pane({
  label,
  picture,
  result,
  content,
  emptyText,
  viewport,
  onViewport,
  showGroundTruth,
  showPredictions,
  showLabels,
  detailed,
  picker,
  options,
}: PaneProps) {
  const { detections, groundTruth, evaluation } = content;
  return (
    <section className="pane" aria-label={label}>
      <div className="pane-head">
        {picker}
        {result.kind === 'ready' && result.origin !== 'live' ? <OriginBadge origin={result.origin} /> : null}
      </div>
      <div>{options}</div>
      <Viewer
        image={picture?.image ?? null}
        viewport={viewport}
        onViewport={onViewport}
        label={viewerLabel(picture?.title, content)}
      >
        {(transform) => (
          <>
            <BoxOverlay
              detections={showPredictions ? detections : []}
              groundTruth={showGroundTruth ? (groundTruth ?? []) : []}
              evaluation={evaluation}
              labels={showLabels}
              transform={transform}
            />
            {result.kind === 'working' ? <p className="viewer-note">Detecting…</p> : null}
            {result.kind === 'failed' ? (
              <p className="viewer-note problem" role="alert">
                {result.error.message} {result.error.hint}
              </p>
            ) : null}
          </>
        )}
      </Viewer>
      <PaneFacts emptyText={emptyText} result={result} counts={paneCounts(content)} />
      <div>{detailed ? <DetectionList detections={detections} evaluation={evaluation} /> : null}</div>
    </section>
  );
}

function viewerLabel(title: string | undefined, { detections, evaluation }: PaneContent): string {
  if (title === undefined) return 'No picture yet';
  const found = `${title}: ${formatNumberOf(detections.length, 'detection')}`;
  return evaluation ? `${found}, ${formatNumberOf(evaluation.missed.length, 'object')} missed` : found;
}
