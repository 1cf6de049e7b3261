import type { EvaluationSource } from '../../engine/engine';
import { answersForm } from '../../analysis/results/asked-evaluation';
import type { PicturePlace } from '../../analysis/results/gallery-items';
import { knowsDrawnScenesOnly } from '../../analysis/detection/detector-facts';
import { evaluationSides } from '../../analysis/results/evaluation-sides';
import { evaluationDefaults } from '../../method/evaluation-settings';
import { detectorNamed } from '../../method/shipped-detectors';
import { allPlannedImages } from '../../runs/records/evaluation-plan';
import { imagesDone, imagesPlanned } from '../../state/jobs/evaluate/evaluation-buffer';
import { evaluationObstacle } from '../../state/jobs/obstacles';
import { evaluatedRef } from '../../state/files/evaluated-pictures';
import { canResumeEvaluation } from '../../state/jobs/evaluate/run-evaluation';
import { discardEvaluation } from '../../state/library/restore-evaluation';
import { evaluationOf } from '../../state/settings/data-choices';
import { evaluationLinkDefaults } from '../../state/settings/permalink-runs';
import { actions } from '../../state/actions/actions';
import type { PaneChoice } from '../../state/store/panes/detection-slice';
import { reportError } from '../../state/store/report-error';
import { type State, store, useStore } from '../../state/store/store';
import { useWaysToKnow } from '../detect/use-detect';

/** Who answers questions about records, where their pictures come from, and the files that are made of them. */
export { askEvaluation } from '../../state/evaluation-worker/evaluation-client';
export { closerExports, evaluationExports } from '../../state/exports/evaluation-exports';
export { evaluatedPicture } from '../../state/files/evaluated-pictures';
export { imagesDone } from '../../state/jobs/evaluate/evaluation-buffer';
export { withParts } from '../../state/settings/data-choices';
export { reportError, toErrorRecord } from '../../state/store/report-error';

/** What the next evaluation will do, and what there is to choose from. */
export function useEvaluationChoice() {
  const { setEvaluationChoice, setDataShown } = store.getState();
  const dataSets = useStore((state) => state.dataSets);
  return {
    choice: useStore((state) => state.evaluationChoice),
    detectors: useStore((state) => state.detectors),
    /** Of the offsets on the page; null where they are another model's. */
    offsetPrompts: useStore(({ run, model }) =>
      run.provenance?.modelHash === model.info?.hash ? (run.pooled?.targetPrompts ?? null) : null,
    ),
    dataSets,
    onChange: setEvaluationChoice,
    /** @param id of a data set; none for the built-in scenes */
    onSource: (id: string) => {
      const info = dataSets.find((candidate) => candidate.id === id);
      setEvaluationChoice({
        source: info ? evaluationOf(info, evaluationDefaults.imagesPerDomain) : evaluationLinkDefaults.source,
      });
    },
    onDataSets: () => setDataShown(true),
  };
}

/** What the detectors of the next evaluation do not know of the pictures of a data set, and the ways to others. */
export function useEvaluatedKnowledge() {
  return { who: useStore(strangeSides), ...useWaysToKnow() };
}

/** Which sides evaluate a detector of drawn streets on a data set; null where none does. */
function strangeSides({ evaluationChoice: { a, b, source }, detectors, model }: State): 'a' | 'b' | 'both' | null {
  if (source.kind === 'builtin' || !model.info) return null;
  const isStrange = (choice: PaneChoice | null) => {
    const detector = choice && detectorNamed(detectors, choice.detector);
    return detector ? knowsDrawnScenesOnly(detector, model.info) : false;
  };
  const strange = { a: isStrange(a), b: isStrange(b) };
  return strange.a && strange.b ? 'both' : strange.a ? 'a' : strange.b ? 'b' : null;
}

/** How far the evaluation is, and what can be done with it. */
export function useEvaluationControls() {
  const progress = useStore((state) => state.evaluationProgress);
  const evaluations = useStore((state) => state.evaluations);
  const { source, b } = useStore((state) => state.evaluationChoice);
  const records = evaluationSides.flatMap((side) => evaluations[side] ?? []);
  const done = records.reduce((sum, record) => sum + imagesDone(record), 0);
  const planned = records.reduce((sum, record) => sum + imagesPlanned(record), 0);
  const recorded = useStore((state) => state.evaluationOrigin === 'recorded');
  const unfinished = progress === null && !recorded && done < planned ? (evaluations.a?.id ?? null) : null;
  return {
    progress,
    obstacle: useStore(evaluationObstacle),
    resumable: useStore(canResumeEvaluation),
    started: records.length > 0,
    /** Whether the results are the recorded example. */
    recorded,
    done,
    planned,
    /** Images of the next evaluation. */
    next: allPlannedImages(source) * (b ? 2 : 1),
    compares: b !== null,
    toggle: actions.toggleEvaluation,
    resume: actions.resumeEvaluation,
    /** Null where there is nothing to discard. */
    onDiscard: unfinished === null ? null : () => void discardEvaluation(unfinished),
  };
}

/** What the results are of, in words, where the form asks for something else by now; null where both agree. */
export function useResultsApart(): string | null {
  return useStore(
    ({ evaluations: { a, b }, evaluationChoice: { source, ...choice }, evaluationProgress, detectors }) => {
      if (a === null || evaluationProgress) return null;
      const side = ({ detector, testTimeOffset }: PaneChoice) => ({ detector, offset: testTimeOffset !== null });
      const asked = { a: side(choice.a), b: choice.b && side(choice.b), source };
      const nameOf = (name: string) => detectorNamed(detectors, name)?.name ?? name;
      if (answersForm(asked, { a, b }, nameOf)) return null;
      return [a, ...(b ? [b] : [])].map(({ title }) => `“${title}”`).join(' and ');
    },
  );
}

/** What of the results is looked at. */
export function useEvaluationFocus() {
  return { focus: useStore((state) => state.evaluationFocus), onFocus: store.getState().setEvaluationFocus };
}

/** Whether numbers still change. */
export function useEvaluationRunning(): boolean {
  return useStore((state) => state.evaluationProgress !== null);
}

/** Shows an evaluated picture with its true boxes where detectors can be tried on it; whatever else is chosen before it is there stays. */
export async function openInDetect(source: EvaluationSource, { domain, index }: PicturePlace): Promise<void> {
  const { pictureRef, choosePicture, setView } = store.getState();
  setView('detect');
  try {
    const ref = await evaluatedRef(source, domain, index);
    if (ref && store.getState().pictureRef === pictureRef) choosePicture(ref);
  } catch (error) {
    reportError(error);
  }
}
