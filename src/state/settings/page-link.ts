import { detectorNamed } from '../../method/shipped-detectors';
import { store, type State } from '../store/store';
import { encodePermalink } from './permalink';
import { address, permalinkState } from './permalink-sync';

/** Puts a link to what the page shows on the clipboard, and says what of it does not travel in links. */
export async function copyPageLink(): Promise<void> {
  const state = store.getState();
  const link = new URL(address(encodePermalink(permalinkState(state))), location.href).href;
  try {
    await navigator.clipboard.writeText(link);
    state.notify({
      tone: 'info',
      message: 'Link copied.',
      hint: ['It opens this view with these prompts, parameters, scene and detectors.', ...pageLinkGaps(state)].join(
        ' ',
      ),
    });
  } catch {
    state.notify({
      tone: 'error',
      message: 'The browser does not let this page use the clipboard.',
      hint: 'Copy the address of this page in its place: it says the same.',
      details: link,
    });
  }
}

/** What the page shows and a link cannot carry, in sentences. */
export function pageLinkGaps(state: Pick<State, 'pictureRef' | 'panes' | 'model' | 'run'>): readonly string[] {
  const { pictureRef, panes, run, model } = state;
  const brought = model.info?.detectors ?? null;
  const own = [panes.left, panes.right].filter(({ detector }) => brought && !detectorNamed(brought, detector));
  return [
    ...(pictureRef.kind === 'scene' ? [] : ['The picture is your own and stays here.']),
    ...(own.length > 0 ? ['Detectors of your own stay here: send a session file, too.'] : []),
    ...([panes.left, panes.right].some(({ testTimeOffset }) => testTimeOffset !== null)
      ? ['The offset added at test time stays here.']
      : []),
    ...(run.status !== 'empty' && run.origin !== 'recorded' ? ['Results of your runs travel in a session file.'] : []),
  ];
}
