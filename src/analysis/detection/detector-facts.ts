import * as v from 'valibot';
import type { DetectorInfo, ModelInfo } from '../../engine/engine';
import { methodNames } from '../../method/method-names';
import { sourceDomain } from '../../scenes/conditions';

/** What is known of how a detector came to be. */
type Trained = Pick<DetectorInfo, 'provenance' | 'zeroShot'>;

type Titles = readonly Pick<ModelInfo['methods'][number], 'name' | 'title'>[];

const configSchema = v.pipe(v.string(), v.parseJson(), v.looseObject({ method: v.picklist(methodNames) }));
const promptsSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
const builtinScenes = /^built-in scenes /u;
/** Of the source domain, and of no other beside it. */
const sourceScenes = new RegExp(`^built-in scenes ${sourceDomain}/train \\d+ to \\d+$`, 'u');

/** How a detector was trained, in half a sentence. @param methods for the titles of methods */
export function trainingText({ provenance, zeroShot }: Trained, methods: Titles): string {
  if (zeroShot) return 'Not trained to find boxes: CLIP names regions by your classes';
  const { trainedOn, steps } = provenance;
  if (trainedOn === undefined) return 'Its file does not say how it was trained';
  const data = sourceScenes.test(trainedOn) ? 'clear days' : trainedOn;
  return [`Trained on ${data}`, changeText(provenance, methods), steps === undefined ? null : `${count(steps)} steps`]
    .filter((part) => part !== null)
    .join(', ');
}

/** What the training changed; null where nothing, or where the file does not say. */
function changeText(provenance: DetectorInfo['provenance'], methods: Titles): string | null {
  const config = v.safeParse(configSchema, provenance['config']);
  if (!config.success) return null;
  const { method } = config.output;
  const prompts = v.safeParse(promptsSchema, provenance['targetPrompts']);
  const number = prompts.success ? prompts.output.length : 0;
  const of = number === 0 ? 'prompts' : number === 1 ? '1 prompt' : `${number} prompts`;
  if (method === 'none') return null;
  if (method === 'additive') return `with the offsets of ${of}`;
  if (method === 'photometrics') return `pixels changed as ${of} ${number === 1 ? 'chooses' : 'choose'}`;
  return methods.find(({ name }) => name === method)?.title ?? method;
}

function count(steps: string): string {
  const number = Number(steps);
  return Number.isFinite(number) ? number.toLocaleString('en') : steps;
}

/**
 * Whether a detector has learned from drawn scenes alone, so that its boxes on a photograph mean nothing. CLIP alone knows what its model knows; of the
 * models, only the small built-in one lists its words.
 */
export function knowsDrawnScenesOnly(
  { provenance, zeroShot }: Trained,
  model: Pick<ModelInfo, 'vocabulary'> | null,
): boolean {
  return zeroShot ? model !== null && model.vocabulary !== null : builtinScenes.test(provenance['trainedOn'] ?? '');
}
