import type { Session } from '../../runs/session/session';
import { openSessionApart } from '../../runs/session/open-session-apart';
import { packSession, type UnpackedSession } from '../../runs/session/session-zip';
import { Curve } from '../../runs/records/curve';
import { poolOffsets } from '../../runs/records/offsets-record';
import type { OptimisationRun as RunRecord, TrainingRun } from '../../runs/records/run-record';
import { LatestTurn } from '../jobs/latest-turn';
import { download } from '../exports/download';
import { noTraining, watchedBy } from '../store/training-slice';
import { emptyRun, isActive, type Origin, type RunStatus } from '../store/optimisation-slice';
import { adoptSession } from './adopt-session';
import { libraryRecords } from './library-records';
import { reportError } from '../store/report-error';
import { ownDetectors } from './own-detectors';
import { shownRun } from './kept-runs';
import { currentSession } from './session-content';
import { openExplained } from './session-explain';
import { openDetections, readPicture, type AddPicture } from './session-detections';
import { store } from '../store/store';

/** One zip that {@link importSession} opens, here or elsewhere. */
export async function exportSession(): Promise<void> {
  try {
    const { records } = await libraryRecords();
    const session = currentSession(store.getState(), await ownDetectors(), records);
    download(`clip-the-gap-session-${session.createdAt.slice(0, 10)}.zip`, packSession(session));
  } catch (error) {
    reportError(error);
  }
}

/** Opens a session file of the user's. A broken one changes nothing, and a run that goes on is not mixed with it. */
export async function importSession(file: Blob): Promise<void> {
  try {
    const { session, ignored } = await readSession(file);
    const { run, training, evaluationProgress, notify } = store.getState();
    if (isActive(run.status) || isActive(training.status) || evaluationProgress) {
      notify({ tone: 'info', message: 'A run is going on.', hint: 'Stop it first, then import.' });
      return;
    }
    // All that can fail comes before the first change.
    const picture = session.detections && (await readPicture(session.detections.image));
    const adopted = await adoptSession(session);
    openSession(adopted.session, 'imported', true, picture);
    const hints = [
      'Undo in the prompts brings back the ones you had.',
      adopted.waiting > 0 ? `${adopted.waiting} of its detectors appear as soon as their model is loaded.` : '',
      ignored.length > 0 ? `Not read, because no session has them: ${listed(ignored)}.` : '',
    ];
    notify({ tone: 'info', message: 'Session opened.', hint: hints.filter((hint) => hint !== '').join(' ') });
  } catch (error) {
    reportError(error);
  }
}

/** After this time the user sees how far the reading is. */
const patienceMilliseconds = 400;

const readings = new LatestTurn();

/** Ends the reading of a session; nothing has changed then. */
export function cancelSession(): void {
  readings.cancel();
}

/** A newer session takes the place of one that is still being read. */
async function readSession(file: Blob): Promise<UnpackedSession> {
  const reading = readings.begin();
  let progress = { done: 0, total: 1 };
  let patient = true;
  const show = () => {
    if (reading.isNewest() && !patient) store.setState({ readingSession: progress });
  };
  const timer = setTimeout(() => {
    patient = false;
    show();
  }, patienceMilliseconds);
  try {
    return await openSessionApart(file, {
      signal: reading.signal,
      onFile: (done, total) => {
        progress = { done, total };
        show();
      },
    });
  } finally {
    clearTimeout(timer);
    if (reading.isNewest()) store.setState({ readingSession: null });
  }
}

function listed(paths: readonly string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 3).join(', ')} and ${paths.length - 3} more` : paths.join(', ');
}

/** Shows a session that was read. An example gives way to whatever is there. */
export function openSession(
  session: Session,
  origin: Origin,
  adoptPrompts: boolean,
  addPicture: AddPicture | null,
): void {
  const state = store.getState();
  const { source, targets } = session.prompts;
  const invited = origin === 'imported';
  // An example gives way to whatever is there: work of the user's own, or of an earlier visit.
  const mayReplace = (status: RunStatus) => invited || status === 'empty';
  if (adoptPrompts && mayReplace(state.run.status))
    state.replacePrompts({ sourcePrompt: source, targetPrompts: targets }, { undoable: invited });
  const run = session.runs.find((candidate) => candidate.kind === 'optimisation');
  if (run && mayReplace(state.run.status)) openRun(run, origin);
  const training = session.runs.find((candidate) => candidate.kind === 'training');
  if (training && mayReplace(state.training.status)) openTraining(training, origin);
  if (invited && session.evaluations.length > 0) {
    const [a = null, b = null] = session.evaluations;
    state.showEvaluations({ a, b }, origin);
  }
  if (session.explain) openExplained(session.explain, origin);
  const pristine = state.model.info === null;
  if (session.detections && addPicture && (invited || pristine)) openDetections(session.detections, origin, addPicture);
}

/** Shows the run that an earlier visit left, unless the user has begun another. */
export async function restoreRun(): Promise<void> {
  const record = await shownRun();
  const { status, origin } = store.getState().run;
  if (record?.kind === 'optimisation' && (status === 'empty' || origin === 'recorded')) openRun(record, 'restored');
}

/** Shows an optimisation in place of the one on the page. */
export function openRun(record: RunRecord, origin: Origin): void {
  const { config, curves, offsets, images, provenance } = record;
  const curve = Curve.from(curves);
  store.getState().replaceRun({
    ...emptyRun,
    status: record.status,
    origin,
    id: record.id,
    createdAt: record.createdAt,
    config,
    curve,
    images,
    done: curve.length,
    seconds: curve.last('seconds') ?? 0,
    latest: {
      total: curve.last('loss_total') ?? 0,
      cosine: curve.last('loss_cosine') ?? 0,
      l1: curve.last('loss_l1') ?? 0,
    },
    offsets: offsets?.kind === 'full' ? offsets.offsets : null,
    pooled: offsets ? (offsets.kind === 'full' ? poolOffsets(offsets.offsets) : offsets.offsets) : null,
    provenance,
  });
}

/** Shows a training in place of the one on the page. */
export function openTraining(record: TrainingRun, origin: Origin): void {
  const curve = Curve.from(record.curves);
  store.getState().setTraining({
    ...noTraining,
    status: record.status,
    origin,
    id: record.id,
    createdAt: record.createdAt,
    curve,
    done: curve.length,
    total: record.config.steps,
    validation: record.validation,
    title: record.title,
    config: record.config,
    watched: watchedBy(record),
    provenance: record.provenance,
  });
}
