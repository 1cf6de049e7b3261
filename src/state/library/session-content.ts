import { learnedPrompts } from '../../runs/records/learned-record';
import type { JsonValue, Session, SessionDetector } from '../../runs/session/session';
import type { LibraryRecord } from '../../runs/library/library-record';
import type { DetectionsRecord, RecordedImage, RecordedPane } from '../../runs/records/detections-record';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { OptimisationRun, RunRecord, RunStatus, TrainingRun } from '../../runs/records/run-record';
import { appVersion } from '../../method/app-version';
import { explainRecord } from './session-explain';
import { exampleRun } from '../store/example-slice';
import { paneIds } from '../store/panes/detection-slice';
import { evaluationSides } from '../../analysis/results/evaluation-sides';
import { detectorNamed } from '../../method/shipped-detectors';
import { toCanvas } from '../../formats/images/rgb-canvas';
import type { Picture } from '../store/panes/scene-slice';
import type { State } from '../store/store';

/**
 * Everything on the page that somebody else would need to see it again; the recorded example is on every page.
 * @param detectors those that were trained or opened here
 * @param library the runs that the browser keeps; those on the page come first, because they are what is shown again
 */
export function currentSession(
  state: State,
  detectors: readonly SessionDetector[],
  library: readonly LibraryRecord[],
): Session {
  const { thresholds, pictureRef } = state;
  const isExample = ({ id }: { readonly id: string }) => exampleRun(state, id) !== undefined;
  const view: Record<string, JsonValue> = {
    boxScoreThresh: thresholds.boxScoreThresh,
    boxNmsThresh: thresholds.boxNmsThresh,
  };
  if (pictureRef.kind === 'scene') view['condition'] = pictureRef.condition;
  return {
    title: `${state.targets.length} target prompts`,
    createdAt: new Date().toISOString(),
    appVersion,
    model: { name: state.model.info?.name ?? 'unknown', hash: state.model.info?.hash ?? 'unknown' },
    prompts: { source: state.sourcePrompt, targets: state.targets.map(({ text }) => text) },
    runs: once<RunRecord>(state, [
      ...[optimisationRecord(state), trainingRecord(state)]
        .filter((run) => run !== null)
        .filter((run) => !isExample(run)),
      ...library.filter((record) => record.kind !== 'evaluation'),
    ]),
    evaluations: once<EvaluationRecord>(state, [
      ...evaluationSides.flatMap((side) => state.evaluations[side] ?? []).filter((record) => !isExample(record)),
      ...library.filter((record) => record.kind === 'evaluation'),
    ]),
    marks: state.runs
      .filter(({ pinned, note }) => pinned || note !== '')
      .map(({ head, pinned, note }) => ({ run: head.id, pinned, note })),
    detections: detectionsRecord(state),
    explain: explainRecord(state),
    detectors,
    view,
  };
}

/** The first of each id, under the title that it has in the library. */
function once<Run extends { readonly id: string; readonly title: string }>({ runs }: State, found: readonly Run[]) {
  const titles = new Map(runs.map(({ head }) => [head.id, head.title]));
  const first = new Map<string, Run>();
  for (const run of found)
    if (!first.has(run.id)) first.set(run.id, { ...run, title: titles.get(run.id) ?? run.title });
  return [...first.values()];
}

function finalStatus(status: State['run']['status']): RunStatus {
  return status === 'finished' || status === 'failed' ? status : 'stopped';
}

/** The run on the page as it is exported and stored; null where there is none. */
export function optimisationRecord({ run }: State): OptimisationRun | null {
  const { id, createdAt, config, curve, offsets, pooled, status, images, provenance } = run;
  if (id === null || createdAt === null || !config || !curve || !provenance || curve.length === 0) return null;
  return {
    kind: 'optimisation',
    id,
    createdAt,
    title: `${config.targetPrompts.length === 1 ? '1 prompt' : `${config.targetPrompts.length} prompts`}, ${curve.length} iterations, rate ${config.learningRate}, seed ${config.seed}`,
    status: finalStatus(status),
    provenance,
    config,
    images,
    curves: curve.toTable(),
    offsets: offsets ? { kind: 'full', offsets } : pooled ? { kind: 'pooled', offsets: pooled } : null,
  };
}

/** The training on the page as it is exported and stored; null where there is none. */
export function trainingRecord({ training }: Pick<State, 'training'>): TrainingRun | null {
  const { id, createdAt, request, curve, status, detector, provenance } = training;
  if (id === null || createdAt === null || !request || !curve || !provenance || curve.length === 0) return null;
  return {
    kind: 'training',
    id,
    createdAt,
    title: request.title,
    status: finalStatus(status),
    provenance,
    config: request.config,
    detector: detector ?? request.name,
    start: request.start.kind === 'detector' ? request.start.name : request.start.kind,
    scenes: request.scenes,
    ...(request.domains ? { domains: request.domains } : {}),
    ...(request.watched === undefined ? {} : { watched: request.watched }),
    ...(request.dataSet ? { dataSet: `${request.dataSet.title}, ${request.dataSet.part}` } : {}),
    targetPrompts: [...learnedPrompts(request.learned)],
    curves: curve.toTable(),
    validation: training.validation,
  };
}

function detectionsRecord({ picture, panes, results, detectors, run }: State): DetectionsRecord | null {
  if (!picture) return null;
  const recorded = paneIds.flatMap((pane): RecordedPane[] => {
    const result = results[pane];
    if (result.kind !== 'ready' || result.picture !== picture) return [];
    const { detector, testTimeOffset } = panes[pane];
    const title = detectorNamed(detectors, detector)?.title ?? detector;
    const offset = testTimeOffset ? (run.pooled?.targetPrompts[testTimeOffset.target] ?? null) : null;
    return [{ title, detector, offset, detections: result.raw }];
  });
  return recorded.length === 0 ? null : { image: recordedImage(picture), panes: recorded };
}

function recordedImage({ ref, title, image }: Picture): RecordedImage {
  return ref.kind === 'scene'
    ? { kind: 'scene', domain: ref.condition, split: 'test', index: ref.index }
    : { kind: 'embedded', name: title, dataUrl: toCanvas(image).toDataURL('image/png') };
}
