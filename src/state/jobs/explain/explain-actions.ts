import { action } from '../../actions/action';
import { embeddingObstacle, embedScenes } from './embed-scenes';
import { planeAxesNames } from '../../../analysis/embedding/plane-choice';
import {
  batchNormObstacle,
  compareBatchNorm,
  continueObstacle,
  continueSteps,
  startSteps,
  stepObstacle,
} from './explain-steps';
import { toggleExplain } from './explain-work';
import { measureTrueShifts } from './measure-shifts';
import { shiftObstacle } from '../obstacles';
import { store } from '../../store/store';
import { compareWords } from './word-funnel';

function otherAxes(): void {
  const { planeAxes, setExplain } = store.getState();
  setExplain({ planeAxes: planeAxesNames[(planeAxesNames.indexOf(planeAxes) + 1) % planeAxesNames.length]! });
}

/** What the Explain view computes; the same key cancels it. */
export const explainActions = {
  measureShifts: action(
    'measure-shifts',
    'Explain',
    'Measure true shifts, or cancel',
    () => toggleExplain('shifts', measureTrueShifts, shiftObstacle),
    'm',
    'M',
  ),
  startSteps: action(
    'start-steps',
    'Explain',
    'Compute a first step in slow motion',
    () => toggleExplain('step', startSteps, stepObstacle),
    's',
    'S',
  ),
  continueSteps: action(
    'continue-steps',
    'Explain',
    'Next iteration after that step',
    () => toggleExplain('step', continueSteps, continueObstacle),
    'n',
    'N',
  ),
  compareBatchNorm: action(
    'compare-batch-norm',
    'Explain',
    'Compare batch norm on this crop',
    () => toggleExplain('batch-norm', compareBatchNorm, batchNormObstacle),
    'b',
    'B',
  ),
  embedScenes: action(
    'embed-scenes',
    'Explain',
    'Embed the images, or cancel',
    () => toggleExplain('embeddings', embedScenes, embeddingObstacle),
    'z',
    'Z',
  ),
  otherAxes: action('other-axes', 'Explain', 'Plane: principal axes, or source to target', otherAxes, 'k', 'K'),
  compareWords: action(
    'compare-words',
    'Explain',
    'Compare the words of the workshop',
    () => toggleExplain('words', compareWords),
    'w',
    'W',
  ),
} as const;
