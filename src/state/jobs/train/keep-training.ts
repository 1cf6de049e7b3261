import type { TrainingResult } from '../../../engine/engine';
import type { Curve } from '../../../runs/records/curve';
import { firstRows } from '../../../runs/records/curve-table';
import type { RunStatus } from '../../../runs/records/run-record';
import type { StoredDetector } from '../../../runs/library/runs-store';
import { writeUnfinishedTraining, type UnfinishedTraining } from '../../../runs/unfinished/unfinished-training';
import { forgetWork, keepWork, openCheckpoint } from '../../library/kept-work';
import { recordTraining } from '../../library/record-runs';
import { keepDetectorFile } from '../../library/stored-work';
import { reportError } from '../../store/report-error';
import { store } from '../../store/store';

/** What a training is from its beginning to its end. */
export interface BegunTraining {
  readonly id: string;
  readonly createdAt: string;
  readonly request: UnfinishedTraining['request'];
  readonly provenance: UnfinishedTraining['provenance'];
  readonly curve: Curve;
}

/** Stores a checkpoint, with the run as it was then. */
export async function keepTrainingCheckpoint(
  { curve, ...begun }: BegunTraining,
  checkpoint: Uint8Array,
  steps: number,
): Promise<void> {
  const { validation } = store.getState().training;
  try {
    const place = await keepWork(begun.id, () =>
      writeUnfinishedTraining(
        {
          ...begun,
          curves: firstRows(curve.toTable(), steps),
          validation: validation.filter((at) => at.steps <= steps),
          steps,
        },
        checkpoint,
      ),
    );
    if (store.getState().training.id === begun.id) store.getState().setTraining({ kept: { steps, place } });
  } catch (error) {
    reportError(error);
  }
}

/** Ends a training that gave no detector; it is recorded, and can go on from its checkpoint. */
export async function endWithoutDetector({ curve }: BegunTraining, status: RunStatus): Promise<void> {
  store.getState().setTraining({ status, secondsLeft: null, done: curve.length });
  await recordTraining(status);
}

/** Stores what a training gave: its detector first, then its record. Only then it has ended for the user, and the checkpoint of a finished one goes. */
export async function storeTrainingResult(
  { id, provenance: origin, curve }: BegunTraining,
  result: TrainingResult,
): Promise<void> {
  const { detector, file, stopped } = result;
  const status = stopped ? 'stopped' : 'finished';
  const { name } = detector;
  const here = store.getState().model.info?.hash === origin.modelHash;
  store
    .getState()
    .setTraining({ status: 'storing', detector: here ? name : null, secondsLeft: null, done: curve.length });
  if (here) store.getState().addDetector(detector);
  const stored = { name, modelHash: origin.modelHash, file };
  const kept = await keepDetectorFile(stored, stopped);
  await recordTraining(status);
  if (!stopped && !kept) await keepInPlaceOfCheckpoint(id, stored);
  store.getState().setTraining({ status, ...(stopped ? {} : { kept: null }) });
  if (!stopped && kept) void forgetWork(id);
  if (store.getState().detectors.some((known) => known.name === name)) useAtOnce(name);
  else {
    store.getState().notify({
      tone: 'info',
      message: 'The model was changed while a detector was trained.',
      hint: `Load ${origin.modelName} again to use the detector.`,
    });
  }
}

/** Stores a detector where its checkpoint lay: the place that it took may be what was missing. Without success the checkpoint comes back. */
async function keepInPlaceOfCheckpoint(id: string, detector: StoredDetector): Promise<void> {
  let checkpointBytes: Blob | null = null;
  try {
    const checkpoint = await openCheckpoint(id);
    // A file of the browser's is gone once it is removed: its bytes are read first.
    checkpointBytes = checkpoint && new Blob([await checkpoint.arrayBuffer()]);
  } catch {
    // Without a file system there is no checkpoint that takes space.
  }
  await forgetWork(id);
  const copy = checkpointBytes;
  if (!(await keepDetectorFile(detector)) && copy) await keepWork(id, () => copy);
}

/** Puts a detector where it is looked at next: into the right pane, and as the second one of an evaluation. */
function useAtOnce(detector: string): void {
  const { choosePane, setEvaluationChoice, evaluationProgress } = store.getState();
  const choice = { detector, testTimeOffset: null };
  choosePane('right', choice);
  if (!evaluationProgress) setEvaluationChoice({ b: choice });
}
