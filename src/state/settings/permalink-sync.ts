import { sameValue } from '../../method/setting';
import { decodePermalink, encodePermalink, permalinkDefaults, type PermalinkState } from './permalink';
import type { UnknownKeys } from './link-reader';
import { linkedDetector, showLinkedDetectors } from '../jobs/detect/pane-choices';
import { type State, store } from '../store/store';
import { whenChanged } from '../store/when-changed';

const writeMilliseconds = 250;

/** Keys of the address that this page does not know; they stay in it. */
let unknownKeys: UnknownKeys = [];

/** What a link to the page as it stands carries. */
export function permalinkState(state: State): PermalinkState {
  const { evaluationChoice } = state;
  return {
    view: state.view,
    tour: state.tour,
    presentation: { presenting: state.presenting, hiddenParts: state.hiddenParts },
    sourcePrompt: state.sourcePrompt,
    targetPrompts: state.targets.map(({ text }) => text),
    unchangedTargets: state.targets.flatMap(({ identity }, at) => (identity ? [at + 1] : [])),
    changedParameters: state.changedParameters,
    picture: state.pictureRef,
    panes: { left: linkedDetector(state, 'left'), right: linkedDetector(state, 'right') },
    comparisonMode: state.comparisonMode,
    hiddenMarks: state.hiddenMarks,
    boxScoreThresh: state.thresholds.boxScoreThresh,
    boxNmsThresh: state.thresholds.boxNmsThresh,
    pictureStrength: state.pictureStrength,
    training: {
      trainingPreset: state.trainingPreset,
      trainingMethod: state.trainingMethod,
      fineTuning: state.fineTuning,
      trainingFrom: state.trainingFrom,
      changedTraining: state.changedTraining,
    },
    evaluation: {
      a: evaluationChoice.a.detector,
      b: evaluationChoice.b?.detector ?? null,
      source:
        evaluationChoice.source.kind === 'builtin' ? evaluationChoice.source : permalinkDefaults.evaluation.source,
    },
  };
}

/** Takes over what the link says. The user's own prompts stay one undo away. */
export function applyPermalink(fragment: string): void {
  const { state: link, refused, unknown, repaired, newer } = decodePermalink(fragment);
  unknownKeys = unknown;
  const state = store.getState();
  if (link.sourcePrompt !== undefined || link.targetPrompts !== undefined) {
    const mine = permalinkState(state);
    const theirs = {
      sourcePrompt: link.sourcePrompt ?? mine.sourcePrompt,
      targetPrompts: link.targetPrompts ?? mine.targetPrompts,
    };
    const same = theirs.sourcePrompt === mine.sourcePrompt && sameValue(theirs.targetPrompts, mine.targetPrompts);
    if (!same) state.replacePrompts(theirs);
  }
  for (const place of link.unchangedTargets ?? []) {
    const target = store.getState().targets[place - 1];
    if (target) state.setIdentity(target.id, true);
  }
  store.setState({ fieldDrafts: {} });
  if (link.pictureStrength !== undefined) state.setPictureStrength(link.pictureStrength);
  if (link.view) state.setView(link.view);
  state.setTour(link.tour ?? null);
  if (link.presentation) {
    if (link.presentation.presenting) state.setPresenting(true);
    state.setHiddenParts(link.presentation.hiddenParts);
  }
  if (link.changedParameters) store.setState({ changedParameters: link.changedParameters });
  if (link.picture) state.choosePicture(link.picture);
  const { comparisonMode, hiddenMarks } = link;
  state.setComparison({
    ...(comparisonMode === undefined ? {} : { comparisonMode }),
    ...(hiddenMarks === undefined ? {} : { hiddenMarks }),
  });
  if (link.panes) showLinkedDetectors(link.panes);
  const { boxScoreThresh, boxNmsThresh } = link;
  state.setThresholds({
    ...(boxScoreThresh === undefined ? {} : { boxScoreThresh }),
    ...(boxNmsThresh === undefined ? {} : { boxNmsThresh }),
  });
  if (link.training) store.setState(link.training);
  if (link.evaluation) {
    const { a, b, source } = link.evaluation;
    state.setEvaluationChoice({
      a: { detector: a, testTimeOffset: null },
      b: b === null ? null : { detector: b, testTimeOffset: null },
      source,
    });
  }
  if (newer) {
    state.notify({
      tone: 'info',
      message: 'This link was made by a newer version of this page.',
      hint: 'Reload to get that version; what this one understands of the link is taken over.',
    });
  }
  if (repaired.length > 0) {
    state.notify({
      tone: 'info',
      message: `This link was changed on its way: ${repaired.join('; ')}.`,
      hint: 'It was read as it seems to have been made. Check prompts and parameters.',
    });
  }
  if (refused.length > 0) {
    const values = refused.map(({ key, value, reason }) => `${key}=${shorten(value)} (${reason})`);
    state.notify({
      tone: 'info',
      message: `Parts of this link could not be read: ${listed(values)}`,
      hint: 'Their defaults are used; the rest of the link holds.',
    });
  }
  if (unknown.length > 0) {
    state.notify({
      tone: 'info',
      message: `This page does not know these parts of the link: ${listed(unknown.map(([key]) => shorten(key)))}.`,
      hint: 'They stay in the address and change nothing here.',
    });
  }
}

const mostListed = 10;

function listed(parts: readonly string[]): string {
  const more = parts.length - mostListed;
  return parts.slice(0, mostListed).join('; ') + (more > 0 ? `; and ${more} more` : '');
}

function shorten(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}

/** Marks the entries of the history that the page wrote itself. */
const ownEntry = 'playground';

/** Keeps the address in step with the page, and the view with Back and Forward. */
export function syncPermalink(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = location.hash.replace(/^#/u, '');
  let travelling = false;
  const stopTimer = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const replace = () => {
    written = encodePermalink(permalinkState(store.getState()), unknownKeys);
    history.replaceState(ownEntry, '', address(written));
  };
  const write = (push: boolean) => {
    stopTimer();
    const fragment = encodePermalink(permalinkState(store.getState()), unknownKeys);
    if (fragment === written) return;
    if (!push) return replace();
    written = fragment;
    history.pushState(ownEntry, '', address(fragment));
  };
  history.replaceState(ownEntry, '');
  whenChanged(
    (state) => state.view,
    () => {
      if (!travelling) write(true);
    },
  );
  // Any change may be one of the link, which only its text can tell.
  store.subscribe(() => {
    if (!travelling) timer ??= setTimeout(() => write(false), writeMilliseconds);
  });
  addEventListener('popstate', ({ state }) => {
    const { view } = decodePermalink(location.hash).state;
    travelling = true;
    store.getState().setView(view ?? 'playground');
    // Back never undoes prompts or parameters; a link that was pasted into the address is taken over whole.
    if (state !== ownEntry) applyPermalink(location.hash);
    travelling = false;
    stopTimer();
    replace();
  });
}

/** The address of this page with another fragment. */
export function address(fragment: string): string {
  return `${location.pathname}${location.search}${fragment ? `#${fragment}` : ''}`;
}
