import { cutImage } from '../../../geometry/cut-image';
import type { RgbImage } from '../../../geometry/rgb-image';
import type { StepExplanation, StepRequest } from '../../../engine/engine';
import { engine } from '../engine-access';
import type { ShownStep, StepTrail } from '../../../runs/records/explain-record';
import { ofModel, type CropPlace } from '../../store/explain-slice';
import { explain } from './explain-work';
import { selectParameters } from '../../store/parameters-slice';
import { promptProblem } from '../../settings/prompt-problems';
import { builtinScene } from '../../files/scene-images';
import { type State, store } from '../../store/store';

/** What a step would be done with as things stand. */
export interface StepSetting {
  readonly sourcePrompt: string;
  readonly targetPrompt: string;
  readonly learningRate: number;
  readonly l1Weight: number;
}

/** The chosen prompt, or the first one where the chosen one is gone. */
export function stepSetting(state: State): StepSetting {
  const { sourcePrompt, targets, stepChoice } = state;
  const chosen = targets.find(({ text }) => text === stepChoice.targetPrompt) ?? targets[0];
  const { learningRate, l1Weight } = selectParameters(state);
  return { sourcePrompt, targetPrompt: chosen?.text ?? '', learningRate, l1Weight };
}

/** Why no step can be computed, beside the engine; null where one can. */
export function stepObstacle(state: State): string | null {
  const { sourcePrompt, targetPrompt } = stepSetting(state);
  if (state.targets.length === 0) return 'Add at least one target prompt.';
  if (promptProblem(sourcePrompt)) return 'The source prompt needs your attention.';
  if (promptProblem(targetPrompt)) return 'The target prompt needs your attention.';
  if (state.stepChoice.protocol === 'code-batchnorm' && state.model.info?.batchNormFolded)
    return 'This model’s batch norms are folded into its convolutions, so there are no batch statistics.';
  return state.picture ? null : 'The current scene is not drawn yet.';
}

const edges: Readonly<Record<CropPlace, readonly [number, number]>> = {
  centre: [0.5, 0.5],
  'top left': [0, 0],
  'top right': [1, 0],
  'bottom left': [0, 1],
  'bottom right': [1, 1],
};

/** A square of the size of the parameters' crops. @param place shares of the room left and above */
export function cropOf(image: RgbImage, place: CropPlace, cropSize: number, imageShortSide: number): RgbImage {
  const shortSide = Math.min(image.width, image.height);
  const side = Math.max(1, Math.min(shortSide, Math.round((cropSize / imageShortSide) * shortSide)));
  const [x, y] = edges[place];
  return cutImage(image, Math.round(x * (image.width - side)), Math.round(y * (image.height - side)), side, side);
}

/** The crop of the current scene; a built-in street is taken in clear daytime, as the method takes its images. */
export function currentCrop(state: State): { readonly image: RgbImage; readonly title: string } | null {
  const { picture, stepChoice } = state;
  if (!picture) return null;
  const { cropSize, imageShortSide } = selectParameters(state);
  const { ref } = picture;
  const image = ref.kind === 'scene' ? builtinScene('test', ref.index, 'daytime-clear').image : picture.image;
  const title = ref.kind === 'scene' ? `daytime-clear, test scene ${ref.index + 1}` : picture.title;
  return { image: cropOf(image, stepChoice.place, cropSize, imageShortSide), title: `${title}, ${stepChoice.place}` };
}

/** The first step on the current crop. */
export function startSteps(): Promise<void> {
  return explain('step', async (_, modelHash) => {
    const state = store.getState();
    const crop = requiredCrop(state);
    const { protocol } = state.stepChoice;
    const setting = stepSetting(state);
    const first = await step({ ...setting, protocol, crop: crop.image, state: null });
    const value: StepTrail = { ...setting, protocol, cropTitle: crop.title, crop: crop.image, ...stepsOf([], first) };
    return { stepTrail: { modelHash, value } };
  });
}

/** The same for two steps, whose protocols are given. */
export function batchNormObstacle(state: State): string | null {
  return stepObstacle({ ...state, stepChoice: { ...state.stepChoice, protocol: 'code' } });
}

/** Why no further step can be computed, beside the engine; null where one can. */
export function continueObstacle({ model, stepTrail }: State): string | null {
  return ofModel(model.info, stepTrail) ? null : 'Compute a first step before the next one.';
}

/** One more iteration after the last one of the trail. */
export function continueSteps(): Promise<void> {
  return explain('step', async (_, modelHash) => {
    const { model, stepTrail } = store.getState();
    const trail = ofModel(model.info, stepTrail);
    if (!trail) throw new Error('There is no step to go on after.');
    const { sourcePrompt, targetPrompt, learningRate, l1Weight, protocol, crop } = trail;
    const next = await step({ sourcePrompt, targetPrompt, learningRate, l1Weight, protocol, crop, state: trail.state });
    return { stepTrail: { modelHash, value: { ...trail, ...stepsOf(trail.steps, next) } } };
  });
}

/** Steps with one more, from which a trail goes on. */
function stepsOf(former: readonly ShownStep[], next: StepExplanation): Pick<StepTrail, 'steps' | 'state'> {
  return { steps: [...former, shown(next)], state: next.state };
}

function shown(explanation: StepExplanation): ShownStep {
  const { state: _, ...rest } = explanation;
  return rest;
}

/** The same first step with running statistics and with those of the batch. */
export function compareBatchNorm(): Promise<void> {
  return explain('batch-norm', async (_, modelHash) => {
    const state = store.getState();
    const crop = requiredCrop(state);
    const setting = stepSetting(state);
    const request = { ...setting, crop: crop.image, state: null };
    const frozen = shown(await step({ ...request, protocol: 'code' }));
    const folded = state.model.info?.batchNormFolded ?? false;
    const batch = folded ? null : shown(await step({ ...request, protocol: 'code-batchnorm' }));
    const value = { targetPrompt: setting.targetPrompt, cropTitle: crop.title, frozen, batch };
    return { batchNormComparison: { modelHash, value } };
  });
}

function step(request: StepRequest): Promise<StepExplanation> {
  return engine().explainStep(request);
}

function requiredCrop(state: State) {
  const crop = currentCrop(state);
  if (!crop) throw new Error('The current scene is not drawn yet.');
  return crop;
}
