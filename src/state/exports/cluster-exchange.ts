import { CodedError } from '../../errors/coded-error';
import type { DetectorInfo } from '../../engine/engine';
import type { BackendStatus } from '../../tensor/backend-status';
import { areNumbered, promptLines } from '../../formats/text/prompt-lines';
import { detectorNameOfRun, newRunId } from '../../runs/records/run-identity';
import { clusterZip } from '../../runs/export/cluster-files';
import { download } from './download';
import { engine } from '../jobs/engine-access';
import { provenance } from './provenance';
import { selectParameters } from '../store/parameters-slice';
import { interactiveProposals } from '../store/panes/detection-slice';
import { reportError, toErrorRecord } from '../store/report-error';
import { store } from '../store/store';
import { keepDetector } from '../library/stored-work';
import { usableOffsets } from '../jobs/train/training-method';
import { namesIn } from '../../analysis/detection/names-in';

/** Hands over all that PyTorch needs to go on: the detector (null: CLIP alone), the offsets on the page, prompts, configuration, commands. */
export async function exportForCluster(detector: string | null, withOffsets: boolean): Promise<void> {
  const state = store.getState();
  const { info } = state.model;
  if (!info) return;
  try {
    const offsets = withOffsets ? usableOffsets(state) : null;
    const checkpoint = await engine().exportCheckpoint({ detector, offsets });
    const { grid } = info;
    const zip = clusterZip({
      checkpoint,
      offsets,
      detector: state.detectors.find(({ name }) => name === detector)?.config ?? null,
      model: { name: info.name, channels: grid.channels, grid: grid.height },
      about: provenance(state, selectParameters(state).seed),
    });
    download(`${detector ?? 'clip'}-for-pytorch.zip`, zip);
  } catch (error) {
    reportError(error);
  }
}

/** Names that a checkpoint does not hold: classes between commas or lines, and target prompts, one a line in the order of its prompt file. */
export interface NamesForCheckpoint {
  readonly classes: string;
  readonly targetPrompts: string;
}

/** Opens a checkpoint of vidit09/domaingen or of microsoft/RegionCLIP: its detector in the right pane of Detect, its offsets for training. What is refused changes nothing. */
export async function importFromCluster(file: File, names: NamesForCheckpoint): Promise<void> {
  const state = store.getState();
  const { info } = state.model;
  try {
    if (!info) throw new CodedError('bad-config', 'No model is loaded.', 'Load the CLIP that it was trained with.');
    const [classes, targetPrompts] = [namesIn(names.classes), promptLines(names.targetPrompts)];
    const name = detectorNameOfRun(file.name.replace(/\.[^.]+$/u, '').trim() || 'checkpoint', newRunId());
    const { detector, offsets } = await engine().importCheckpoint(name, file, {
      ...(classes.length > 0 ? { classes } : {}),
      ...(targetPrompts.length > 0 ? { prompts: { sourcePrompt: state.sourcePrompt, targetPrompts } } : {}),
    });
    const { addDetector, backend, choosePane, notify, setFewerProposals, setTrainingOffsets } = store.getState();
    addDetector(detector);
    // Before the pane is chosen, which begins to detect.
    const few = waitsTooLong(detector, backend);
    if (few) setFewerProposals(true);
    choosePane('right', { detector: name, testTimeOffset: null });
    if (offsets !== null) setTrainingOffsets({ from: 'checkpoint', name: file.name, modelHash: info.hash, offsets });
    notify({
      tone: 'info',
      message: `“${file.name}” opened: a detector of ${detector.config.classes.length} classes${offsets === null ? '' : ` and ${offsets.targetPrompts.length} offsets`}.`,
      hint: [
        'The detector is in the right pane of Detect.',
        ...(detector.provenance['classNames'] === undefined ? [] : [detector.provenance['classNames']]),
        ...(few
          ? [`Without a GPU, panes take its best ${interactiveProposals} proposals; all of them are one click away.`]
          : []),
        ...(offsets === null ? [] : ['Training takes the offsets.']),
        ...(offsets !== null && areNumbered(offsets.targetPrompts)
          ? ['Their prompts are not in the file: name them in Train.']
          : []),
      ].join(' '),
    });
    await keepDetector(name);
  } catch (error) {
    const { message, hint, details } = toErrorRecord(error);
    store.getState().notify({
      tone: 'error',
      message: `“${file.name}” was not opened. ${message}`,
      hint: `${hint} Nothing on the page has changed.`,
      details,
    });
  }
}

/** Whether a detector with a tower of its own for proposals would keep one waiting for minutes, were it to classify all of them. */
function waitsTooLong({ config }: DetectorInfo, backend: BackendStatus | null): boolean {
  return (
    backend?.software === true &&
    config.proposalFeatures === 'own' &&
    config.rpnPostNmsTopN.testing > interactiveProposals
  );
}
