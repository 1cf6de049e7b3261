import { useMemo } from 'react';
import { postprocess, type Detection } from '../../geometry/detections';
import { selectResult, type PaneId } from '../../state/store/detection-slice';
import { evaluatePane, type PaneEvaluation } from '../../analysis/evaluate-pane';
import { type State, useStore } from '../../state/store/store';
import { OriginBadge } from '../common/OriginBadge';
import { BoxOverlay } from './BoxOverlay';
import { DetectionList } from './DetectionList';
import { OffsetOptions } from './OffsetOptions';
import { PanePicker } from './PanePicker';
import { PaneFacts } from './PaneFacts';
import { ZeroShotForm } from './ZeroShotForm';
import { Viewer } from './Viewer';
import { formatNumberOf } from '../format';

interface PaneProps {
  readonly pane: PaneId;
  /** With the list of detections. */
  readonly detailed: boolean;
}

const noDetections: readonly Detection[] = [];

/** One detector's view of the picture. Thresholds and NMS are applied here; the engine is not asked again. */
export function Pane({ pane, detailed }: PaneProps) {
  const picture = useStore((state) => state.picture);
  const result = useStore((state) => selectResult(state, pane));
  const thresholds = useStore((state) => state.thresholds);
  const hiddenClasses = useStore((state) => state.hiddenClasses);
  const viewport = useStore((state) => state.viewport);
  const emptyText = useStore(whyEmpty);
  const { showGroundTruth, showPredictions, showLabels } = useShown();
  const raw = result.kind === 'ready' ? result.raw : null;
  const groundTruth = useMemo(
    () => picture?.groundTruth?.filter(({ className }) => !hiddenClasses.includes(className)) ?? null,
    [picture, hiddenClasses],
  );
  const detections = useMemo(
    () =>
      raw ? postprocess(raw, thresholds).filter(({ className }) => !hiddenClasses.includes(className)) : noDetections,
    [raw, thresholds, hiddenClasses],
  );
  const evaluation = useMemo(
    () => (raw && groundTruth ? evaluatePane(detections, groundTruth) : null),
    [raw, detections, groundTruth],
  );
  return (
    <section className="pane" aria-label={pane === 'left' ? 'Left pane' : 'Right pane'}>
      <div className="pane-head">
        <PanePicker pane={pane} />
        {result.kind === 'ready' && result.origin !== 'live' ? <OriginBadge origin={result.origin} /> : null}
      </div>
      <div>
        <OffsetOptions pane={pane} />
        <ZeroShotForm pane={pane} />
      </div>
      <Viewer picture={picture} viewport={viewport} label={viewerLabel(picture?.title, detections, evaluation)}>
        {(transform) => (
          <>
            <BoxOverlay
              detections={showPredictions ? detections : noDetections}
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
      <PaneFacts
        emptyText={emptyText}
        result={result}
        detections={detections}
        evaluation={evaluation}
        groundTruths={groundTruth?.length ?? null}
      />
      <div>{detailed ? <DetectionList detections={detections} evaluation={evaluation} /> : null}</div>
    </section>
  );
}

function useShown() {
  const showGroundTruth = useStore((state) => state.showGroundTruth);
  const showPredictions = useStore((state) => state.showPredictions);
  const showLabels = useStore((state) => state.showLabels);
  return { showGroundTruth, showPredictions, showLabels };
}

function whyEmpty({ model, detectors }: State): string {
  if (!model.info) return 'Detection starts when the model is loaded.';
  if (detectors.length === 0) return 'This model ships no detector; train one in step 3.';
  return 'This model has no detector of that name; choose another.';
}

function viewerLabel(
  title: string | undefined,
  detections: readonly Detection[],
  evaluation: PaneEvaluation | null,
): string {
  if (title === undefined) return 'No picture yet';
  const found = `${title}: ${detections.length} detections`;
  return evaluation ? `${found}, ${formatNumberOf(evaluation.missed.length, 'object')} missed` : found;
}
