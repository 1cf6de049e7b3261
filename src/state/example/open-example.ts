import { entryOf } from '../../runs/library/run-library';
import { importSession, type Session } from '../../runs/session/session';
import { openSession, openTraining } from '../library/page-session';
import { openExplained } from '../library/session-explain';
import { readPicture } from '../library/session-detections';
import { exampleRun, selectExampleListed } from '../store/example-slice';
import { type State, store } from '../store/store';
import { whenChanged } from '../store/when-changed';
import { type ExamplePart, readExamplePart } from './example-parts';

/** Opens what the first screen shows before any model is there: an ordinary session, labelled as recorded. */
export async function openFirstExample({ adoptPrompts }: { readonly adoptPrompts: boolean }): Promise<void> {
  try {
    const response = await fetch(new URL('example.session.json', document.baseURI));
    if (!response.ok || !(response.headers.get('content-type') ?? '').includes('json')) return;
    const session = importSession(await response.text());
    const picture = session.detections && (await readPicture(session.detections.image));
    openSession(session, 'recorded', adoptPrompts, picture);
    listRuns(session);
  } catch {
    // The example is a courtesy: without it the page starts empty and works.
  }
}

/** Shows the recorded example in each view that opens while there is nothing of the visitor's own to show. Called once what earlier visits left is back. */
export function followExample(): void {
  const open = () => {
    for (const part of wantedParts(store.getState())) void openPart(part);
  };
  whenChanged((state) => [state.view, ...wantedParts(state)], open);
  open();
}

function wantedParts(state: State): readonly ExamplePart[] {
  const { view } = state;
  switch (view) {
    case 'evaluate':
      return state.evaluations.a === null ? ['evaluate'] : [];
    case 'train':
      return state.training.status === 'empty' ? ['train'] : [];
    case 'runs':
      return selectExampleListed(state) ? ['runs', 'train', 'evaluate'] : [];
    case 'explain':
      return explainIsEmpty(state) ? ['explain'] : [];
    case 'playground':
    case 'optimise':
    case 'detect':
    case 'results':
      return [];
    default:
      return view satisfies never;
  }
}

function explainIsEmpty(state: State): boolean {
  return [
    state.measuredShifts,
    state.stepTrail,
    state.batchNormComparison,
    state.embeddedScenes,
    state.wordFunnel,
  ].includes(null);
}

async function openPart(part: ExamplePart): Promise<void> {
  const session = await readExamplePart(part);
  if (session === null) return;
  listRuns(session);
  const state = store.getState();
  // Meanwhile the visitor may have begun something, or have gone elsewhere.
  if (!wantedParts(state).includes(part)) return;
  if (state.view === 'evaluate') {
    const [a = null, b = null] = session.evaluations;
    state.showEvaluations({ a, b }, 'recorded');
  }
  if (state.view === 'train') {
    const training = session.runs.find(({ kind }) => kind === 'training');
    if (training?.kind === 'training') openTraining(training, 'recorded');
  }
  if (state.view === 'explain' && session.explain) openExplained(session.explain, 'recorded');
}

/** Adds the session's runs to those of the example. */
function listRuns({ runs, evaluations }: Session): void {
  const state = store.getState();
  const fresh = [...runs, ...evaluations].filter(({ id }) => !exampleRun(state, id));
  if (fresh.length === 0) return;
  const added = fresh.map((record) => ({ record, entry: entryOf(record) }));
  store.setState(({ exampleRuns }) => ({ exampleRuns: [...exampleRuns, ...added] }));
}
