import { useMemo } from 'react';
import { listedMarks } from '../../analysis/detection/comparison/listed-marks';
import { knowsDrawnScenesOnly, trainingText } from '../../analysis/detection/detector-facts';
import { labelledDetectors } from '../../analysis/detection/detector-labels';
import { shippedFigures } from '../../analysis/detection/shipped-figures';
import type { RgbImage } from '../../geometry/rgb-image';
import { shownClasses } from '../../analysis/detection/shown-classes';
import { sceneClasses } from '../../scenes';
import { builtinScene } from '../../state/files/scene-images';
import { showDomain } from '../../state/files/show-picture';
import { takeFiles } from '../../state/files/take-files';
import { chosenDetector } from '../../state/jobs/detect/detect-panes';
import { cancelModelLoad, loadModel } from '../../state/jobs/model/load-model';
import { cancelProposals, chooseProposals, type WantedProposals } from '../../state/jobs/detect/open-proposals';
import { setZeroShot, type ZeroShotChoice } from '../../state/jobs/detect/zero-shot';
import { actions } from '../../state/actions/actions';
import { paneSides, selectContent, selectMarks } from '../../state/store/panes/compared-panes';
import {
  interactiveProposals,
  paneIds,
  selectResult,
  type PaneChoice,
  type PaneId,
} from '../../state/store/panes/detection-slice';
import { store, type State, useStore } from '../../state/store/store';
import { usePublicModels } from '../common/use-common';
import { useMarks, useSceneChanges } from '../compare/use-compare';
import { promptNames } from '../prompt-names';
import type { OfferedDetector } from './PanePicker';

/** The title of the picture in both panes; undefined until there is one. */
export function usePictureTitle(): string | undefined {
  return useStore((state) => state.picture?.title);
}

/** What is drawn over the picture and how near it is, with the actions that change it. */
export function useViewButtons() {
  return {
    showGroundTruth: useStore((state) => state.showGroundTruth),
    showLabels: useStore((state) => state.showLabels),
    zoom: useStore((state) => state.viewport.zoom),
    actions,
  };
}

/** The thresholds of both panes. */
export function useThresholds() {
  return { thresholds: useStore((state) => state.thresholds), onChange: store.getState().setThresholds };
}

/** How many proposals the detectors of both panes classify. */
export function useProposals() {
  return {
    configured: useStore(mostProposals),
    few: interactiveProposals,
    isFew: useStore((state) => state.fewerProposals),
    onChange: store.getState().setFewerProposals,
  };
}

function mostProposals(state: State): number {
  const counts = paneIds.map((pane) => {
    const detector = chosenDetector(state, pane);
    return !detector || detector.zeroShot ? 0 : detector.config.rpnPostNmsTopN.testing;
  });
  return Math.max(...counts);
}

/** The classes of both panes' detectors, and which of them are hidden. */
export function useClassFilter() {
  const left = useStore((state) => classesOf(state, 'left'));
  const right = useStore((state) => classesOf(state, 'right'));
  return {
    classes: useMemo(() => shownClasses([left, right]), [left, right]),
    hidden: useStore((state) => state.hiddenClasses),
    onToggle: store.getState().toggleClass,
    onShowAll: store.getState().showAllClasses,
    onHide: store.getState().hideClasses,
  };
}

/** What a pane finds: as its detector says, whose result may still be on its way; without one, as a recorded result does. */
function classesOf(state: State, pane: PaneId): readonly string[] {
  const detector = chosenDetector(state, pane);
  if (detector) return detector.config.classes;
  const result = state.results[pane];
  return result.kind === 'ready' ? result.raw.classes : sceneClasses;
}

/** Renders a built-in scene of the test split, or takes it from those that were rendered before. */
function sceneImage(index: number, condition: string): RgbImage {
  return builtinScene('test', index, condition).image;
}

/** What is shown in both panes, and what else could be. */
export function usePictures() {
  return {
    shown: useStore((state) => state.pictureRef),
    ownImages: useStore((state) => state.ownImages),
    scenes: useSceneChanges(),
    order: useStore((state) => state.sceneOrder),
    sceneImage,
    openImages: actions.openImages,
    onDomain: showDomain,
    onPicture: store.getState().choosePicture,
  };
}

/** What one pane shows. */
export function usePane(pane: PaneId) {
  const picture = useStore((state) => state.picture);
  const result = useStore((state) => selectResult(state, pane));
  const content = useStore((state) => selectContent(state, pane));
  const marks = useStore(selectMarks);
  const side = paneSides[pane];
  return {
    picture,
    result,
    content,
    emptyText: useStore(whyEmpty),
    viewport: useStore((state) => state.viewport),
    onViewport: store.getState().setViewport,
    side,
    marks: useMarks(side),
    rows: useMemo(() => listedMarks(marks, side, content), [marks, side, content]),
    hasPicture: useStore((state) => state.comparisonMode === 'side'),
  };
}

function whyEmpty({ model, detectors }: State): string {
  if (!model.info) return 'Detection starts when the model is loaded.';
  if (detectors.length === 0) return 'This model ships no detector; train one in step 3.';
  return 'This model has no detector of that name; choose another.';
}

/** Which detector a pane shows, and which it could show. */
export function usePaneChoice(pane: PaneId) {
  const detectors = useStore((state) => state.detectors);
  const shipped = useStore((state) => state.model.info?.detectors);
  const groupOf = (name: string, at: number): OfferedDetector['group'] =>
    detectors[at]?.zeroShot ? 'clip' : shipped?.some((one) => one.name === name) ? 'shipped' : 'own';
  return {
    choice: useStore((state) => state.panes[pane]),
    detectors: labelledDetectors(detectors).map((one, at) => ({ ...one, group: groupOf(one.name, at) })),
    nextKey: actions[pane === 'left' ? 'nextMethodLeft' : 'nextMethodRight'].keyLabel ?? '',
    hasOffsets: useStore((state) => state.run.pooled !== null),
    recordedTitle: useStore(({ results }) => (results[pane].kind === 'ready' ? results[pane].recordedTitle : null)),
    onChoose: (choice: PaneChoice) => store.getState().choosePane(pane, choice),
  };
}

/** Which panes show a detector of drawn streets over a picture that is no built-in scene; null where none does. */
function strangePanes(state: State): 'left' | 'right' | 'both' | null {
  const { pictureRef, model } = state;
  if (pictureRef.kind === 'scene' || !model.info) return null;
  const [left, right] = paneIds.map((pane) => {
    const detector = chosenDetector(state, pane);
    return detector !== undefined && knowsDrawnScenesOnly(detector, model.info);
  });
  return left && right ? 'both' : left ? 'left' : right ? 'right' : null;
}

/** What the detectors do not know of the picture, and the ways to others. */
export function useKnowledge() {
  return { who: useStore(strangePanes), ...useWaysToKnow() };
}

/** The ways to detectors that know more than drawn streets. */
export function useWaysToKnow() {
  return {
    models: usePublicModels(),
    status: useStore((state) => state.model.status),
    problem: useStore(({ modelProblem }) => modelProblem),
    onLoad: (address: string) => void loadModel({ kind: 'download', address }),
    onCancel: cancelModelLoad,
    onFiles: (files: readonly File[]) => void takeFiles(files),
    onDataSets: () => store.getState().setDataShown(true),
  };
}

/** What is known of the detector that a pane shows. */
export function useDetectorLine(pane: PaneId) {
  const detector = useStore((state) => chosenDetector(state, pane));
  const model = useStore((state) => state.model.info);
  return {
    training: detector && model ? trainingText(detector, model.methods) : null,
    figures: detector && model ? shippedFigures(detector, model) : null,
  };
}

/** The offset that is added in a pane at test time; null where none is. */
export function useTestTimeOffset(pane: PaneId) {
  const choice = useStore((state) => state.panes[pane]);
  const pooled = useStore((state) => state.run.pooled);
  const isForeign = useStore(
    (state) => state.model.info !== null && state.run.provenance?.modelHash !== state.model.info.hash,
  );
  return {
    offset: choice.testTimeOffset,
    targets: promptNames(pooled?.targetPrompts ?? []),
    isForeign,
    onChange: (testTimeOffset: PaneChoice['testTimeOffset']) =>
      store.getState().choosePane(pane, { ...choice, testTimeOffset }),
  };
}

/** What CLIP alone looks for; undefined where a pane shows another detector. */
export function useZeroShot(pane: PaneId) {
  return {
    choice: useStore((state) => chosenDetector(state, pane)?.zeroShot),
    proposals: {
      status: useStore((state) => state.proposalStatus),
      network: useStore((state) => state.proposalNetwork),
      onChoose: (wanted: WantedProposals) => void chooseProposals(wanted),
      onCancel: cancelProposals,
    },
    onChange: (choice: ZeroShotChoice) => void setZeroShot(choice),
  };
}
