import type { DetectorInfo } from '../../../engine/engine';
import { detectorNamed } from '../../../method/shipped-detectors';
import { detectorsRestored } from '../../library/stored-work';
import { firstPanes, type PaneId, paneIds } from '../../store/panes/detection-slice';
import { type State, store } from '../../store/store';

/** The detector of each pane where nobody has chosen: one trained without augmentation, and the next one. Null where there is none. */
export function defaultPanes(detectors: readonly DetectorInfo[]): Readonly<Record<PaneId, string | null>> {
  const [first] = detectors;
  const left = detectors.find(({ name }) => /baseline|plain/iu.test(name)) ?? first;
  const right = detectors.find(({ name }) => name !== left?.name) ?? left;
  return { left: left?.name ?? null, right: right?.name ?? null };
}

/** Panes whose detector a link has named, until it is clear whether it is here. */
const linked = new Set<PaneId>();

/** Whether a link has named a detector of which it is not known yet whether it is here. */
export function awaitsLinkedDetectors(): boolean {
  return linked.size > 0;
}

/** Lets panes show the detectors that a link names, as soon as they are there; null leaves a pane as it is. */
export function showLinkedDetectors(names: Readonly<Record<PaneId, string | null>>): void {
  for (const pane of paneIds) {
    const detector = names[pane];
    if (detector === null) continue;
    linked.add(pane);
    store.getState().choosePane(pane, { detector, testTimeOffset: null });
  }
  if (store.getState().model.info) void detectorsRestored().then(settleLinkedPanes);
}

/** Gives panes whose detector is not here the default. What a link has named may still come from the browser's storage. */
export function settlePanes(): void {
  settle(paneIds.filter((pane) => !linked.has(pane)));
}

/** As {@link settlePanes}, for what a link has named, once the stored detectors are there; the user hears what is not here. */
export function settleLinkedPanes(): void {
  const named = [...linked];
  linked.clear();
  for (const { pane, wanted } of settle(named))
    store.getState().notify({
      tone: 'info',
      message: `This link shows the detector “${wanted}” in the ${pane} pane, which is not here.`,
      hint: 'It was trained or opened in another browser, or belongs to another model. Ask for a session or for the detector’s file; the pane shows another one.',
    });
}

/** @returns the panes that show another detector now, and which one they should have shown */
function settle(which: readonly PaneId[]): readonly { readonly pane: PaneId; readonly wanted: string }[] {
  const { detectors, panes, choosePane } = store.getState();
  const defaults = defaultPanes(detectors);
  return which.flatMap((pane) => {
    const wanted = panes[pane].detector;
    const fallback = defaults[pane];
    if (fallback === null || detectorNamed(detectors, wanted)) return [];
    choosePane(pane, { detector: fallback, testTimeOffset: null });
    return [{ pane, wanted }];
  });
}

/** What a link says of a pane: its detector; null for the default. */
export function linkedDetector({ panes, detectors }: Pick<State, 'panes' | 'detectors'>, pane: PaneId): string | null {
  const { detector } = panes[pane];
  const present = detectorNamed(detectors, detector)?.name ?? detector;
  const fallback = detectors.length === 0 ? firstPanes[pane].detector : defaultPanes(detectors)[pane];
  return present === fallback ? null : present;
}

/** Shows the next trained detector in a pane, after the last one the first. */
export function nextMethod(pane: PaneId): void {
  const { detectors, panes, choosePane } = store.getState();
  const trained = detectors.filter(({ zeroShot }) => zeroShot === undefined);
  const at = trained.findIndex(({ name }) => name === detectorNamed(detectors, panes[pane].detector)?.name);
  const next = trained[(at + 1) % trained.length];
  if (next) choosePane(pane, { detector: next.name, testTimeOffset: null });
}
