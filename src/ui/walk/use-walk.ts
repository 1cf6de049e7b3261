import { useMemo } from 'react';
import { knowsDrawnScenesOnly } from '../../analysis/detection/detector-facts';
import { walkSteps, type WalkFacts } from '../../analysis/detection/photo-walk';
import { showDataSet } from '../../state/files/browsed-pictures';
import { chosenDetector } from '../../state/jobs/detect/detect-panes';
import { actions } from '../../state/actions/actions';
import { paneIds, selectResult, type PaneId } from '../../state/store/panes/detection-slice';
import { type State, store, useStore } from '../../state/store/store';

/** How far the user is with photographs of their own, and what each stage does. */
export function useWalk() {
  const isScene = useStore(({ pictureRef }) => pictureRef.kind === 'scene');
  const photos = useStore(({ ownImages, dataSets }) => ownImages.length > 0 || dataSets.length > 0);
  const model = useStore((state) => paneIds.some((pane) => knowsPhotos(state, pane)));
  const boxes = useStore((state) => paneIds.some((pane) => knowsPhotos(state, pane) && isReady(state, pane)));
  const data = useStore(({ dataSets }) => dataSets.length > 0);
  const exported = useStore(({ dataCopies }) => Object.values(dataCopies).some(({ kind }) => kind === 'done'));
  const prompts = useStore(({ pictureRef, view }) => pictureRef.kind === 'data' && view === 'playground');
  const facts = useMemo(
    (): WalkFacts => ({ photos, model, boxes, data, prompts: prompts || exported, export: exported }),
    [photos, model, boxes, data, prompts, exported],
  );
  return { steps: isScene ? null : walkSteps(facts), onStage };
}

/** Whether a pane shows a detector whose boxes on a photograph mean something. */
function knowsPhotos(state: State, pane: PaneId): boolean {
  const detector = chosenDetector(state, pane);
  return state.model.info !== null && detector !== undefined && !knowsDrawnScenesOnly(detector, state.model.info);
}

/** Whether a pane shows what was found in a picture that is no built-in scene. */
function isReady(state: State, pane: PaneId): boolean {
  return state.picture?.ref.kind !== 'scene' && selectResult(state, pane).kind === 'ready';
}

const showData = () => store.getState().setDataShown(true);

const onStage = {
  photos: () => actions.openImages.run(),
  model: offerModels,
  boxes: chooseClipAlone,
  data: showData,
  prompts: showUnderPrompts,
  export: showData,
} as const;

/** The notice over the panes has the models of one click; without it, the model menu has them. */
function offerModels(): void {
  const inNotice = document.querySelector<HTMLElement>('.knowledge button');
  if (inNotice) inNotice.focus();
  else document.querySelector<HTMLElement>('[popovertarget="model-card"]')?.click();
}

/** In the left pane. A model without CLIP alone has none to choose. */
function chooseClipAlone(): void {
  const { detectors, panes, choosePane } = store.getState();
  const clip = detectors.find(({ zeroShot }) => zeroShot);
  if (clip) choosePane('left', { ...panes.left, detector: clip.name });
}

/** The first picture of the first data set, or the data set's dialog where there is none. */
function showUnderPrompts(): void {
  const { dataSets, pictureRef, setView } = store.getState();
  const [info] = dataSets;
  if (info === undefined) return showData();
  setView('playground');
  if (pictureRef.kind !== 'data') void showDataSet(info);
}
