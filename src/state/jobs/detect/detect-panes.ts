import { engine } from '../engine-access';
import { interactiveProposals, paneIds, type PaneChoice, type PaneId } from '../../store/panes/detection-slice';
import type { DetectorInfo } from '../../../engine/engine';
import type { Picture } from '../../store/panes/scene-slice';
import { scaledMean } from '../../../analysis/embedding/pooled-means';
import { detectorNamed } from '../../../method/shipped-detectors';
import { toErrorRecord } from '../../store/report-error';
import { type State, store } from '../../store/store';
import { whenChanged } from '../../store/when-changed';
import { WorkLoop } from '../work-loop';

interface Wish {
  readonly picture: Picture;
  readonly choice: PaneChoice;
  readonly detector: DetectorInfo;
  readonly offset: Float32Array | null;
  readonly fewer: boolean;
}

const pending = new Map<PaneId, Wish>();

/** Detects anew in a pane when what its boxes follow from has changed. */
export function followPanes(): void {
  for (const pane of paneIds) {
    whenChanged(
      (state) => [
        state.model.info,
        state.picture,
        state.panes[pane],
        state.fewerProposals,
        chosenDetector(state, pane),
        state.panes[pane].testTimeOffset && state.run.pooled,
      ],
      () => detectPane(pane),
    );
  }
}

/** Asks the engine for what one pane shows now. Requests that were overtaken are dropped, not queued. */
export function detectPane(pane: PaneId): void {
  const state = store.getState();
  const wish = wishFor(state, pane);
  if (!wish) {
    pending.delete(pane);
    if (state.model.info) state.setResult(pane, { kind: 'empty' });
    return;
  }
  pending.set(pane, wish);
  if (state.results[pane].kind !== 'ready' || state.results[pane].origin !== 'live')
    state.setResult(pane, { kind: 'working' });
  void detections.run();
}

function wishFor(state: State, pane: PaneId): Wish | null {
  const { picture, model } = state;
  const choice = state.panes[pane];
  const detector = chosenDetector(state, pane);
  if (!picture || !model.info || !detector) return null;
  return { picture, choice, detector, offset: featureOffset(state, choice), fewer: state.fewerProposals };
}

/** Undefined where the model has none of the chosen name; another object once it was trained anew. */
export function chosenDetector({ detectors, panes }: State, pane: PaneId): DetectorInfo | undefined {
  return detectorNamed(detectors, panes[pane].detector);
}

/** What a choice adds to V_a's output. Offsets of another model mean nothing here. */
export function featureOffset({ run, model }: State, { testTimeOffset }: PaneChoice): Float32Array | null {
  if (!testTimeOffset || !run.pooled || run.provenance?.modelHash !== model.info?.hash) return null;
  if (testTimeOffset.target >= run.pooled.targetPrompts.length) return null;
  return scaledMean(run.pooled, testTimeOffset.target, testTimeOffset.strength);
}

const detections = new WorkLoop(() => {
  const next = pending.entries().next().value;
  if (!next) return null;
  const [pane, wish] = next;
  pending.delete(pane);
  return () => detect(pane, wish);
});

async function detect(pane: PaneId, wish: Wish): Promise<void> {
  const started = performance.now();
  try {
    const raw = await engine().detect(wish.picture.image, {
      detector: wish.detector.name,
      featureOffset: wish.offset,
      ...(wish.fewer ? { maxProposals: interactiveProposals } : {}),
    });
    if (!current(pane, wish)) return;
    store.getState().setResult(pane, {
      kind: 'ready',
      picture: wish.picture,
      raw,
      milliseconds: performance.now() - started,
      origin: 'live',
      recordedTitle: null,
    });
  } catch (error) {
    if (current(pane, wish)) store.getState().setResult(pane, { kind: 'failed', error: toErrorRecord(error) });
  }
}

function current(pane: PaneId, wish: Wish): boolean {
  const state = store.getState();
  return (
    state.picture === wish.picture &&
    state.panes[pane] === wish.choice &&
    chosenDetector(state, pane) === wish.detector &&
    state.fewerProposals === wish.fewer &&
    !pending.has(pane)
  );
}
