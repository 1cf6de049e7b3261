import { action, type Action } from './action';
import { fittedViewport } from '../../analysis/detection/viewport';
import { explainActions } from '../jobs/explain/explain-actions';
import { comparisonModes } from '../store/panes/comparison-slice';
import { otherPane } from '../store/panes/detection-slice';
import { isActive, isInterrupted } from '../store/optimisation-slice';
import { isNarrowScreen } from '../store/narrow-screen';
import { isRailOpen, views, viewTitles, themes } from '../store/preferences-slice';
import { showNextDifference } from '../jobs/detect/scene-outcomes';
import { nextMethod } from '../jobs/detect/pane-choices';
import { resumeTraining, stopTraining, toggleTraining } from '../jobs/train/run-training';
import { resumeEvaluation, toggleEvaluation } from '../jobs/evaluate/run-evaluation';
import { resetRun, resumeRun, stepRun, toggleRun } from '../jobs/run-optimisation';
import { copyPageLink } from '../settings/page-link';
import { exportSession } from '../library/page-session';
import { stepScene } from '../files/show-picture';
import { type State, store } from '../store/store';
import { tourStations } from '../store/tour-slice';

const get = () => store.getState();

function changeThreshold(by: number): void {
  const { thresholds, setThresholds } = get();
  const next = Math.round((thresholds.boxScoreThresh + by) * 100) / 100;
  setThresholds({ boxScoreThresh: Math.min(0.99, Math.max(0.05, next)) });
}

function zoomBy(factor: number): void {
  const { viewport, setViewport } = get();
  setViewport({ ...viewport, zoom: viewport.zoom * factor });
}

function nextComparison(): void {
  const { comparisonMode, setComparison } = get();
  const next = comparisonModes[(comparisonModes.indexOf(comparisonMode) + 1) % comparisonModes.length]!;
  setComparison({ comparisonMode: next });
}

function flipPanes(): void {
  const { blinkShows, setComparison } = get();
  setComparison({ comparisonMode: 'blink', blinkGoes: false, blinkShows: otherPane(blinkShows) });
}

function toggleRail(): void {
  const narrow = isNarrowScreen();
  get().setRailOpen(!isRailOpen(get(), narrow), narrow);
}

/** The field of a new prompt is there once the rail is open. */
function typePrompt(): void {
  get().setRailOpen(true, isNarrowScreen());
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-focus="new-target"]')?.focus());
}

export const actions = {
  toggleRun: action('toggle-run', 'Optimise', 'Run, pause or resume', toggleRun, ' ', 'Space'),
  stepRun: action('step-run', 'Optimise', 'One step, then pause', stepRun, '.'),
  resumeRun: action('resume-run', 'Optimise', 'Go on with a run that was interrupted', () => void resumeRun()),
  resetRun: action('reset-run', 'Optimise', 'Reset the run; prompts and parameters stay', resetRun, 'r', 'R'),
  toggleLog: action(
    'toggle-log',
    'Optimise',
    'Logarithmic or linear loss axis',
    () => get().setLogLoss(!get().logLoss),
    'y',
    'Y',
  ),
  focusPrompt: action('focus-prompt', 'Optimise', 'Type a new target prompt', typePrompt, 'p', 'P'),
  undoPrompts: action(
    'undo-prompts',
    'Optimise',
    'Undo the last change of the prompts',
    () => get().undoPrompts(),
    'u',
    'U',
  ),
  toggleTraining: action('toggle-training', 'Train', 'Train the detector, pause or resume', toggleTraining, 'a', 'A'),
  stopTraining: action('stop-training', 'Train', 'Stop the training and keep the detector', stopTraining, 'x', 'X'),
  resumeTraining: action(
    'resume-training',
    'Train',
    'Go on with a training that was interrupted',
    () => void resumeTraining(),
    'c',
    'C',
  ),
  previousScene: action('previous-scene', 'Detect', 'Previous scene', () => stepScene(-1), 'ArrowLeft', '←'),
  nextScene: action('next-scene', 'Detect', 'Next scene', () => stepScene(1), 'ArrowRight', '→'),
  nextDifference: action(
    'next-difference',
    'Detect',
    'Next scene where the detectors differ',
    () => void showNextDifference(1),
    'Shift+ArrowRight',
    'Shift →',
  ),
  previousDifference: action(
    'previous-difference',
    'Detect',
    'Previous scene where the detectors differ',
    () => void showNextDifference(-1),
    'Shift+ArrowLeft',
    'Shift ←',
  ),
  nextMethodLeft: action(
    'next-method-left',
    'Detect',
    'Next method in the left pane',
    () => nextMethod('left'),
    'h',
    'H',
  ),
  nextMethodRight: action(
    'next-method-right',
    'Detect',
    'Next method in the right pane',
    () => nextMethod('right'),
    'j',
    'J',
  ),
  openImages: action(
    'open-images',
    'Detect',
    'Open images…',
    () => document.querySelector<HTMLInputElement>('[data-open="images"]')?.click(),
    'o',
    'O',
  ),
  lowerThreshold: action('lower-threshold', 'Detect', 'Score threshold −0.05', () => changeThreshold(-0.05), '['),
  raiseThreshold: action('raise-threshold', 'Detect', 'Score threshold +0.05', () => changeThreshold(0.05), ']'),
  toggleGroundTruth: action(
    'toggle-ground-truth',
    'Detect',
    'Show or hide ground truth',
    () => get().setShown({ showGroundTruth: !get().showGroundTruth }),
    'g',
    'G',
  ),
  togglePredictions: action(
    'toggle-predictions',
    'Detect',
    'Show or hide detections',
    () => get().setShown({ showPredictions: !get().showPredictions }),
    'd',
    'D',
  ),
  toggleLabels: action(
    'toggle-labels',
    'Detect',
    'Show or hide labels',
    () => get().setShown({ showLabels: !get().showLabels }),
    'l',
    'L',
  ),
  nextComparison: action('next-comparison', 'Detect', 'Next way of comparing the panes', nextComparison, 'q', 'Q'),
  differencesOnly: action(
    'differences-only',
    'Detect',
    'Only differences, or everything',
    () => get().toggleDifferencesOnly(),
    'Shift+D',
    'Shift D',
  ),
  flipPanes: action('flip-panes', 'Detect', 'Blink by hand: the other pane’s boxes', flipPanes, 'Shift+B', 'Shift B'),
  zoomIn: action('zoom-in', 'Detect', 'Zoom in', () => zoomBy(1.25), '+'),
  zoomOut: action('zoom-out', 'Detect', 'Zoom out', () => zoomBy(1 / 1.25), '-', '−'),
  zoomReset: action('zoom-reset', 'Detect', 'Fit the image', () => get().setViewport(fittedViewport), '0'),
  toggleEvaluation: action('toggle-evaluation', 'Evaluate', 'Evaluate, or cancel', toggleEvaluation, 'v', 'V'),
  resumeEvaluation: action(
    'resume-evaluation',
    'Evaluate',
    'Go on with an evaluation that was interrupted',
    resumeEvaluation,
  ),
  ...explainActions,
  exportSession: action('export-session', 'Page', 'Export the session', () => void exportSession(), 'e', 'E'),
  importSession: action(
    'import-session',
    'Page',
    'Import a session…',
    () => document.querySelector<HTMLInputElement>('[data-open="session"]')?.click(),
    'i',
    'I',
  ),
  toggleRail: action('toggle-rail', 'Page', 'Fold the prompts, or open them', toggleRail, ','),
  copyLink: action(
    'copy-link',
    'Page',
    'Copy a link to what the page shows',
    () => void copyPageLink(),
    'Shift+L',
    'Shift L',
  ),
  togglePresenting: action(
    'toggle-presenting',
    'Page',
    'Presentation: large type, prompts folded',
    () => get().setPresenting(!get().presenting),
    'Shift+P',
    'Shift P',
  ),
  tour: action(
    'tour',
    'Page',
    'Tour of five minutes',
    () => get().setTour(get().tour === null ? tourStations[0] : null),
    'Shift+T',
    'Shift T',
  ),
  showData: action('show-data', 'Page', 'Data sets', () => get().setDataShown(!get().dataShown), 'f', 'F'),
  nextTheme: action(
    'next-theme',
    'Page',
    'Theme: system, light, dark',
    () => get().setTheme(themes[(themes.indexOf(get().theme) + 1) % themes.length]!),
    't',
    'T',
  ),
  help: action('help', 'Page', 'Help and shortcuts', () => get().setHelpOpen(!get().helpOpen), '?'),
} as const satisfies Record<string, Action>;

const viewActions = views.map((view, i) =>
  action(`view-${view}`, 'Page', `View: ${viewTitles[view]}`, () => get().setView(view), String(i + 1)),
);

/** Every action, in the order of the help. */
export const allActions: readonly Action[] = [...Object.values(actions), ...viewActions];

/** The label of the run button as the run stands. */
export function runLabel({ run }: State): string {
  if (run.status === 'running') return 'Pause';
  if (run.status === 'paused') return 'Resume';
  if (run.status === 'preparing') return 'Preparing…';
  if (isInterrupted(run)) return 'New run';
  return isActive(run.status) || run.status === 'empty' ? 'Run' : 'Run again';
}
