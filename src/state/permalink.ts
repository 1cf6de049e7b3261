import * as v from 'valibot';
import { conditionByName } from '../scenes/conditions';
import { defaultThresholds } from './detection-slice';
import { numberProblem } from './number-spec';
import { parameterSpecs, type OptimisationParameters } from './parameters';
import { views, type View } from './preferences-slice';
import { defaultPrompts } from './prompt-presets';
import { maxTargetPrompts } from './prompt-problems';
import type { PictureRef } from './scene-slice';
import {
  defaultTrainingChoice,
  putTrainingChoice,
  readTrainingChoice,
  type TrainingChoice,
} from './training-permalink';

/** What a link carries. Pictures of the user's own never travel in links. */
export interface PermalinkState {
  readonly view: View;
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly training: TrainingChoice;
  readonly picture: PictureRef;
  readonly boxScoreThresh: number;
  readonly boxNmsThresh: number;
}

export const permalinkDefaults: PermalinkState = {
  view: 'playground',
  sourcePrompt: defaultPrompts.sourcePrompt,
  targetPrompts: defaultPrompts.targetPrompts,
  changedParameters: {},
  training: defaultTrainingChoice,
  picture: { kind: 'scene', index: 0, condition: 'night-rainy' },
  boxScoreThresh: defaultThresholds.boxScoreThresh,
  boxNmsThresh: defaultThresholds.boxNmsThresh,
};

const version = '1';
const threshold = v.pipe(v.string(), v.transform(Number), v.number(), v.minValue(0.05), v.maxValue(0.99));
const sceneIndex = v.pipe(v.string(), v.regex(/^\d{1,4}$/u), v.transform(Number));
const protocol = v.picklist(['code', 'code-batchnorm', 'paper']);
const shortKeys: Readonly<Record<(typeof parameterSpecs)[number]['key'], string>> = {
  iterations: 'its',
  learningRate: 'lr',
  cropsPerStep: 'crops',
  imagesPerStep: 'images',
  cropSize: 'crop',
  imageShortSide: 'side',
  sourceImages: 'pool',
  seed: 'seed',
};

/** The fragment of a link, without `#`; empty where everything is default. */
export function encodePermalink(state: PermalinkState): string {
  const query = new URLSearchParams();
  const put = (key: string, value: string, fallback: string) => {
    if (value !== fallback) query.set(key, value);
  };
  put('view', state.view, permalinkDefaults.view);
  put('src', state.sourcePrompt, permalinkDefaults.sourcePrompt);
  if (state.targetPrompts.join('\n') !== permalinkDefaults.targetPrompts.join('\n')) {
    if (state.targetPrompts.length === 0) query.append('t', '');
    for (const target of state.targetPrompts) query.append('t', target);
  }
  if (state.changedParameters.protocol) query.set('protocol', state.changedParameters.protocol);
  for (const { key } of parameterSpecs) {
    const value = state.changedParameters[key];
    if (value !== undefined) query.set(shortKeys[key], String(value));
  }
  putTrainingChoice(query, state.training);
  if (state.picture.kind === 'scene' && permalinkDefaults.picture.kind === 'scene') {
    put('scene', String(state.picture.index), String(permalinkDefaults.picture.index));
    put('cond', state.picture.condition, permalinkDefaults.picture.condition);
  }
  put('thr', String(state.boxScoreThresh), String(permalinkDefaults.boxScoreThresh));
  put('nms', String(state.boxNmsThresh), String(permalinkDefaults.boxNmsThresh));
  const text = query.toString();
  return text === '' ? '' : `v=${version}&${text}`;
}

export interface DecodedPermalink {
  readonly state: Partial<PermalinkState>;
  /** Keys whose values were refused; their defaults hold. */
  readonly refused: readonly string[];
}

/** Reads a fragment; only what it names is in the result. Unknown keys are ignored. */
export function decodePermalink(fragment: string): DecodedPermalink {
  const query = new URLSearchParams(fragment.replace(/^#/u, ''));
  const refused: string[] = [];
  const read = <Value>(key: string, schema: v.GenericSchema<unknown, Value>): Value | undefined => {
    const text = query.get(key);
    if (text === null) return undefined;
    const parsed = v.safeParse(schema, text);
    if (!parsed.success) refused.push(key);
    return parsed.success ? parsed.output : undefined;
  };
  const view = read(
    'view',
    v.pipe(
      v.string(),
      // The Train view was called Adapt in earlier links.
      v.transform((name) => (name === 'adapt' ? 'train' : name)),
      v.picklist(views),
    ),
  );
  const sourcePrompt = query.get('src') ?? undefined;
  const targets = query.getAll('t').filter((text) => text.trim() !== '');
  if (targets.length > maxTargetPrompts) refused.push('t');
  const boxScoreThresh = read('thr', threshold);
  const boxNmsThresh = read('nms', threshold);
  const index = read('scene', sceneIndex);
  const condition = read(
    'cond',
    v.pipe(
      v.string(),
      v.check((name) => conditionByName(name) !== undefined),
    ),
  );
  const changedParameters = { ...readProtocol(read('protocol', protocol)), ...readParameters(query, refused) };
  const training = readTrainingChoice(query, refused);
  const picture = index !== undefined || condition !== undefined;
  return {
    state: {
      ...(view === undefined ? {} : { view }),
      ...(sourcePrompt === undefined ? {} : { sourcePrompt }),
      ...(query.has('t') ? { targetPrompts: targets.slice(0, maxTargetPrompts) } : {}),
      ...(Object.keys(changedParameters).length > 0 ? { changedParameters } : {}),
      ...(training === null ? {} : { training }),
      ...(picture
        ? {
            picture: {
              ...permalinkDefaults.picture,
              ...(index === undefined ? {} : { index }),
              ...(condition === undefined ? {} : { condition }),
            },
          }
        : {}),
      ...(boxScoreThresh === undefined ? {} : { boxScoreThresh }),
      ...(boxNmsThresh === undefined ? {} : { boxNmsThresh }),
    },
    refused,
  };
}

function readProtocol(name: OptimisationParameters['protocol'] | undefined): Partial<OptimisationParameters> {
  return name === undefined ? {} : { protocol: name };
}

function readParameters(query: URLSearchParams, refused: string[]): Partial<OptimisationParameters> {
  const found: { -readonly [K in keyof OptimisationParameters]?: OptimisationParameters[K] } = {};
  for (const spec of parameterSpecs) {
    const text = query.get(shortKeys[spec.key]);
    if (text === null) continue;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (numberProblem(spec, value) === null) found[spec.key] = value;
    else refused.push(shortKeys[spec.key]);
  }
  return found;
}
