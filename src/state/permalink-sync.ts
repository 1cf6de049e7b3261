import { decodePermalink, encodePermalink, type PermalinkState } from './permalink';
import { type State, store } from './store';

const writeMilliseconds = 250;

function permalinkState(state: State): PermalinkState {
  return {
    view: state.view,
    sourcePrompt: state.sourcePrompt,
    targetPrompts: state.targets.map(({ text }) => text),
    changedParameters: state.changedParameters,
    training: {
      trainingPreset: state.trainingPreset,
      trainingMethod: state.trainingMethod,
      fineTuning: state.fineTuning,
      changedTraining: state.changedTraining,
    },
    picture: state.pictureRef,
    boxScoreThresh: state.thresholds.boxScoreThresh,
    boxNmsThresh: state.thresholds.boxNmsThresh,
  };
}

/** Takes over what the link says. The user's own prompts stay one undo away. */
export function applyPermalink(fragment: string): void {
  const { state: link, refused } = decodePermalink(fragment);
  const state = store.getState();
  if (link.sourcePrompt !== undefined || link.targetPrompts !== undefined) {
    const mine = permalinkState(state);
    const theirs = {
      sourcePrompt: link.sourcePrompt ?? mine.sourcePrompt,
      targetPrompts: link.targetPrompts ?? mine.targetPrompts,
    };
    const same =
      theirs.sourcePrompt === mine.sourcePrompt && theirs.targetPrompts.join('\n') === mine.targetPrompts.join('\n');
    if (!same) state.replacePrompts(theirs);
  }
  if (link.view) state.setView(link.view);
  if (link.changedParameters) store.setState({ changedParameters: link.changedParameters });
  if (link.training) store.setState(link.training);
  if (link.picture) state.choosePicture(link.picture);
  const { boxScoreThresh, boxNmsThresh } = link;
  state.setThresholds({
    ...(boxScoreThresh === undefined ? {} : { boxScoreThresh }),
    ...(boxNmsThresh === undefined ? {} : { boxNmsThresh }),
  });
  if (refused.length > 0) {
    state.notify({
      tone: 'info',
      message: `Parts of this link could not be read: ${refused.join(', ')}.`,
      hint: 'Their defaults are used; the rest of the link holds.',
    });
  }
}

/** Marks the entries of the history that the page wrote itself. */
const ownEntry = 'playground';

/** Keeps the address in step with the page, and the view with Back and Forward. */
export function syncPermalink(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written = location.hash.replace(/^#/u, '');
  let travelling = false;
  const replace = () => {
    written = encodePermalink(permalinkState(store.getState()));
    history.replaceState(ownEntry, '', address(written));
  };
  const write = (push: boolean) => {
    clearTimeout(timer);
    const fragment = encodePermalink(permalinkState(store.getState()));
    if (fragment === written) return;
    if (!push) return replace();
    written = fragment;
    history.pushState(ownEntry, '', address(fragment));
  };
  history.replaceState(ownEntry, '');
  store.subscribe((state, before) => {
    if (travelling) return;
    if (state.view !== before.view) return write(true);
    const changed =
      state.sourcePrompt !== before.sourcePrompt ||
      state.targets !== before.targets ||
      state.changedParameters !== before.changedParameters ||
      state.changedTraining !== before.changedTraining ||
      state.trainingPreset !== before.trainingPreset ||
      state.trainingMethod !== before.trainingMethod ||
      state.fineTuning !== before.fineTuning ||
      state.pictureRef !== before.pictureRef ||
      state.thresholds !== before.thresholds;
    if (!changed) return;
    clearTimeout(timer);
    timer = setTimeout(() => write(false), writeMilliseconds);
  });
  addEventListener('popstate', ({ state }) => {
    const { view } = decodePermalink(location.hash).state;
    travelling = true;
    store.getState().setView(view ?? 'playground');
    // Back never undoes prompts or parameters; a link that was pasted into the address is taken over whole.
    if (state !== ownEntry) applyPermalink(location.hash);
    travelling = false;
    clearTimeout(timer);
    replace();
  });
}

function address(fragment: string): string {
  return `${location.pathname}${location.search}${fragment ? `#${fragment}` : ''}`;
}
