import { optimisationSettings, type OptimisationParameters } from '../../method/optimisation-settings';
import { validSettings } from '../../method/setting';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { OptimisationRun } from '../../runs/records/run-record';
import { exampleRun } from '../store/example-slice';
import { isActive, type Origin } from '../store/optimisation-slice';
import { leftOut } from '../settings/left-out';
import { reportError } from '../store/report-error';
import { loadRun, setShownRun } from './kept-runs';
import { openRun, openTraining } from './page-session';
import { store } from '../store/store';

/** Shows a run of the library again in the view that made it: prompts, parameters and offsets of an optimisation, the curves of a training, the results of an evaluation. */
export async function openInView(id: string): Promise<void> {
  try {
    const record = await loadRun(id);
    const { run, training, notify, setView } = store.getState();
    const busy = (what: string) => notify({ tone: 'info', message: what, hint: 'Stop it first, then open the run.' });
    switch (record.kind) {
      case 'optimisation':
        if (isActive(run.status)) return busy('Offsets are being optimised.');
        openOptimisation(record);
        return setView('optimise');
      case 'training':
        if (isActive(training.status)) return busy('A detector is being trained.');
        openTraining(record, originOf(id));
        return setView('train');
      case 'evaluation':
        return openEvaluations(...(await withPartner(record)));
      default:
        record satisfies never;
    }
  } catch (error) {
    reportError(error);
  }
}

/** Shows two evaluations beside each other. */
export async function compareInEvaluate(a: string, b: string): Promise<void> {
  try {
    const [first, second] = [await loadRun(a), await loadRun(b)];
    if (first.kind === 'evaluation' && second.kind === 'evaluation') openEvaluations(first, second);
  } catch (error) {
    reportError(error);
  }
}

function openOptimisation(record: OptimisationRun): void {
  const state = store.getState();
  const { sourcePrompt, targetPrompts } = record.config;
  state.replacePrompts({ sourcePrompt, targetPrompts });
  const { valid, refused } = validSettings(optimisationSettings, parametersOf(record));
  store.setState({ changedParameters: valid, fieldDrafts: {} });
  leftOut('Some settings of this run are beyond what this page takes', refused);
  const origin = originOf(record.id);
  openRun(record, origin);
  const { model } = state;
  if (model.info && record.provenance.modelHash !== model.info.hash) {
    state.notify({
      tone: 'info',
      message: 'This run was made with another model.',
      hint: `Its offsets belong to ${record.provenance.modelName}; load that model to use them.`,
    });
  }
  if (origin !== 'recorded') void setShownRun(record.id);
}

/** An evaluation with the one that was begun together with it, in the order A, B. */
async function withPartner(record: EvaluationRecord): Promise<readonly [EvaluationRecord, EvaluationRecord | null]> {
  const { runs, exampleRuns } = store.getState();
  const heads = [...runs.map(({ head }) => head), ...exampleRuns.map(({ entry }) => entry.head)];
  const begun = Date.parse(record.createdAt);
  const source = JSON.stringify(record.config.source);
  const found = heads.find(
    (head) =>
      head.kind === 'evaluation' &&
      head.id !== record.id &&
      Math.abs(Date.parse(head.createdAt) - begun) < togetherMilliseconds &&
      JSON.stringify(head.config.source) === source,
  );
  const partner = found && (await loadRun(found.id).catch(() => null));
  if (partner?.kind !== 'evaluation') return [record, null];
  // The list has the newest first, and A ends before B.
  const place = (id: string) => heads.findIndex((head) => head.id === id);
  return place(record.id) > place(partner.id) ? [record, partner] : [partner, record];
}

/** Both records of a pair are made at once. */
const togetherMilliseconds = 50;

/** Runs of the recorded example stay labelled so. */
function originOf(id: string): Origin {
  return exampleRun(store.getState(), id) ? 'recorded' : 'restored';
}

/** The parameters with which a run was made. */
export function parametersOf({ config, images }: Pick<OptimisationRun, 'config' | 'images'>): OptimisationParameters {
  const { method: _, sourcePrompt: _source, targetPrompts: _targets, crops: _crops, ...parameters } = config;
  return { ...parameters, sourceImages: images.length };
}

function openEvaluations(a: EvaluationRecord, b: EvaluationRecord | null): void {
  const { evaluationProgress, notify, showEvaluations, setEvaluationChoice, setEvaluationFocus, setView } =
    store.getState();
  if (evaluationProgress) {
    notify({ tone: 'info', message: 'A detector is being evaluated.', hint: 'Cancel it first, then open the run.' });
    return;
  }
  showEvaluations({ a, b }, originOf(a.id));
  setEvaluationChoice({ source: a.config.source });
  setEvaluationFocus({ side: 'a', domain: null, classIndex: null });
  setView('evaluate');
}
