import type { ReactNode } from 'react';
import type { Side } from '../../analysis/detection/comparison/compare-panes';
import type { ListedMark } from '../../analysis/detection/comparison/listed-marks';
import { paneCounts, type PaneContent } from '../../analysis/detection/pane-content';
import type { Viewport } from '../../analysis/detection/viewport';
import type { PaneResult } from '../../state/store/panes/detection-slice';
import type { Picture } from '../../state/store/panes/scene-slice';
import { OriginBadge } from '../common/OriginBadge';
import { MarksOver, type ShownMarks } from '../compare/MarksOver';
import { formatNumberOf } from '../format';
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
  /** The left pane shows detector A. */
  readonly side: Side;
  readonly marks: ShownMarks;
  readonly rows: readonly ListedMark[];
  /** Without it, both panes are compared in one picture, which is shown elsewhere. */
  readonly hasPicture: boolean;
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
  side,
  marks,
  rows,
  hasPicture,
  detailed,
  picker,
  options,
}: PaneProps) {
  return (
    <section className="pane" aria-label={label}>
      <div className="pane-head">
        <span className="pane-letter" title={side === 'a' ? 'Detector A' : 'Detector B'}>
          {side.toUpperCase()}
        </span>
        {picker}
        {result.kind === 'ready' && result.origin !== 'live' ? <OriginBadge origin={result.origin} /> : null}
      </div>
      <div>{options}</div>
      {hasPicture ? (
        <Viewer
          image={picture?.image ?? null}
          viewport={viewport}
          onViewport={onViewport}
          label={viewerLabel(picture?.title, content)}
        >
          {(transform, view) => (
            <>
              <MarksOver {...marks} transform={transform} view={view} />
              <ViewerNote result={result} />
            </>
          )}
        </Viewer>
      ) : (
        <div />
      )}
      <PaneFacts emptyText={emptyText} result={result} counts={paneCounts(content)} />
      <div>
        {detailed ? (
          <DetectionList
            rows={rows}
            side={side}
            isJudged={content.evaluation !== null}
            markedId={marks.markedId}
            onMark={marks.onMark}
          />
        ) : null}
      </div>
    </section>
  );
}

/** Why boxes are not there yet, or do not come. */
function ViewerNote({ result }: { readonly result: PaneResult }) {
  if (result.kind === 'working') return <p className="viewer-note">Detecting…</p>;
  if (result.kind !== 'failed') return null;
  return (
    <p className="viewer-note problem" role="alert">
      {result.error.message} {result.error.hint}
    </p>
  );
}

function viewerLabel(title: string | undefined, { detections, evaluation }: PaneContent): string {
  if (title === undefined) return 'No picture yet';
  const found = `${title}: ${formatNumberOf(detections.length, 'detection')}`;
  return evaluation ? `${found}, ${formatNumberOf(evaluation.missed.length, 'object')} missed` : found;
}
