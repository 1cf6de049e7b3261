import type { PaneId } from '../../state/store/panes/detection-slice';
import { Panel } from '../common/Panel';
import { ComparisonBar } from '../compare/ComparisonBar';
import { OnePicture } from '../compare/OnePicture';
import { SceneSearch } from '../compare/SceneSearch';
import { useComparison, useOnePicture, useSceneSearch } from '../compare/use-compare';
import { DataStrip } from '../data-browser/DataStrip';
import { useDataTabs } from '../data-browser/use-data-browser';
import { PhotoWalk } from '../walk/PhotoWalk';
import { useWalk } from '../walk/use-walk';
import { ClassFilter } from './ClassFilter';
import { DetectorLine } from './DetectorLine';
import { KnowledgeNotice } from './KnowledgeNotice';
import { OffsetOptions } from './OffsetOptions';
import { Pane } from './Pane';
import { PanePicker } from './PanePicker';
import { ProposalsToggle } from './ProposalsToggle';
import { SceneStrip } from './SceneStrip';
import { ThresholdSliders } from './ThresholdSliders';
import { ViewButtons } from './ViewButtons';
import { ZeroShotForm } from './ZeroShotForm';
import {
  useClassFilter,
  useDetectorLine,
  useKnowledge,
  usePane,
  usePaneChoice,
  usePictures,
  usePictureTitle,
  useProposals,
  useTestTimeOffset,
  useThresholds,
  useViewButtons,
  useZeroShot,
} from './use-detect';

interface DetectPanelProps {
  readonly detailed?: boolean;
}

/** One picture, two detectors, one view of both. */
export function DetectPanel({ detailed = false }: DetectPanelProps) {
  const title = usePictureTitle();
  return (
    <Panel
      title="Detect"
      step={4}
      badge={detailed && title ? <span className="muted small">{title}</span> : null}
      tools={<FollowedButtons />}
    >
      <FollowedScenes />
      <FollowedWalk />
      <FollowedKnowledge />
      <div className="detect-controls">
        <FollowedThresholds />
        <FollowedProposals />
        <FollowedClasses />
      </div>
      <FollowedComparison />
      <div className="panes">
        <FollowedPane pane="left" detailed={detailed} />
        <FollowedPane pane="right" detailed={detailed} />
        <FollowedOnePicture />
      </div>
    </Panel>
  );
}

// Each part follows its own piece of the state: a slider or the zoom redraws what it changes, and not the panel.

const FollowedButtons = () => <ViewButtons {...useViewButtons()} />;
const FollowedSearch = () => <SceneSearch {...useSceneSearch()} />;
const FollowedScenes = () => (
  <SceneStrip {...usePictures()} dataTabs={useDataTabs()} dataStrip={<DataStrip />} search={<FollowedSearch />} />
);
const FollowedWalk = () => <PhotoWalk {...useWalk()} />;
const FollowedKnowledge = () => <KnowledgeNotice {...useKnowledge()} />;
const FollowedThresholds = () => <ThresholdSliders {...useThresholds()} />;
const FollowedProposals = () => <ProposalsToggle {...useProposals()} />;
const FollowedComparison = () => <ComparisonBar {...useComparison()} />;
const FollowedOnePicture = () => <OnePicture {...useOnePicture()} />;
const FollowedClasses = () => <ClassFilter {...useClassFilter()} />;

interface OfPane {
  readonly pane: PaneId;
}

const FollowedPicker = ({ pane }: OfPane) => (
  <PanePicker label={`Detector of the ${pane} pane`} {...usePaneChoice(pane)} />
);
const FollowedLine = ({ pane }: OfPane) => <DetectorLine {...useDetectorLine(pane)} />;
const FollowedOffset = ({ pane }: OfPane) => <OffsetOptions {...useTestTimeOffset(pane)} />;
const FollowedZeroShot = ({ pane }: OfPane) => <ZeroShotForm {...useZeroShot(pane)} />;

function FollowedPane({ pane, detailed }: OfPane & { readonly detailed: boolean }) {
  return (
    <Pane
      label={pane === 'left' ? 'Left pane' : 'Right pane'}
      detailed={detailed}
      picker={<FollowedPicker pane={pane} />}
      options={
        <>
          <FollowedLine pane={pane} />
          <FollowedOffset pane={pane} />
          <FollowedZeroShot pane={pane} />
        </>
      }
      {...usePane(pane)}
    />
  );
}
