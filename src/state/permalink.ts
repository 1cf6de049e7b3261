import * as v from 'valibot';
import { conditionByName } from '../scenes/conditions';
import { defaultThresholds } from './detection-slice';
import { LinkReader, type RefusedValue } from './link-reader';
import {
  decodeEvaluationLink,
  decodeTrainingLink,
  encodeEvaluationLink,
  encodeTrainingLink,
  evaluationLinkDefaults,
  trainingLinkDefaults,
  type EvaluationLink,
  type TrainingLink,
} from './permalink-runs';
import { parameterSpecs, type OptimisationParameters } from './parameters';
import { views, type View } from './preferences-slice';
import { defaultPrompts } from './prompt-presets';
import { maxTargetPrompts } from './prompt-problems';
import type { PictureRef } from './scene-slice';

/** What a link carries. Pictures of the user's own never travel in links. */
export interface PermalinkState {
  readonly view: View;
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly picture: PictureRef;
  readonly boxScoreThresh: number;
  readonly boxNmsThresh: number;
  readonly training: TrainingLink;
  readonly evaluation: EvaluationLink;
}

export const permalinkDefaults: PermalinkState = {
  view: 'playground',
  sourcePrompt: defaultPrompts.sourcePrompt,
  targetPrompts: defaultPrompts.targetPrompts,
  changedParameters: {},
  picture: { kind: 'scene', index: 0, condition: 'night-rainy' },
  boxScoreThresh: defaultThresholds.boxScoreThresh,
  boxNmsThresh: defaultThresholds.boxNmsThresh,
  training: trainingLinkDefaults,
  evaluation: evaluationLinkDefaults,
};

const version = 1;
const threshold = v.pipe(v.string(), v.transform(Number), v.number(), v.minValue(0.05), v.maxValue(0.99));
const linkVersion = v.pipe(v.string(), v.regex(/^\d{1,4}$/u), v.transform(Number));
const sceneIndex = v.pipe(v.string(), v.regex(/^\d{1,4}$/u), v.transform(Number));
const protocol = v.picklist(['code', 'code-batchnorm', 'paper']);
const offsetShape = v.picklist(['grid', 'pooled']);
const shortKeys: Readonly<Record<(typeof parameterSpecs)[number]['key'], string>> = {
  iterations: 'its',
  learningRate: 'lr',
  l1Weight: 'l1w',
  cropsPerStep: 'crops',
  imagesPerStep: 'images',
  cropSize: 'crop',
  imageShortSide: 'side',
  sourceImages: 'pool',
  seed: 'seed',
};

/**
 * The fragment of a link, without `#`; empty where everything is default.
 * @param unknown keys of a link that this page does not know, to be kept as they were
 * @param defaults what need not be named
 */
export function encodePermalink(
  state: PermalinkState,
  unknown: DecodedPermalink['unknown'] = [],
  defaults: PermalinkState = permalinkDefaults,
): string {
  const query = new URLSearchParams();
  const put = (key: string, value: string, fallback: string) => {
    if (value !== fallback) query.set(key, value);
  };
  put('view', state.view, defaults.view);
  put('src', state.sourcePrompt, defaults.sourcePrompt);
  if (state.targetPrompts.join('\n') !== defaults.targetPrompts.join('\n')) {
    if (state.targetPrompts.length === 0) query.append('t', '');
    for (const target of state.targetPrompts) query.append('t', target);
  }
  if (state.changedParameters.protocol) query.set('protocol', state.changedParameters.protocol);
  if (state.changedParameters.offsetShape) query.set('shape', state.changedParameters.offsetShape);
  for (const { key } of parameterSpecs) {
    const value = state.changedParameters[key];
    if (value !== undefined) query.set(shortKeys[key], String(value));
  }
  if (state.picture.kind === 'scene' && permalinkDefaults.picture.kind === 'scene') {
    put('scene', String(state.picture.index), String(permalinkDefaults.picture.index));
    put('cond', state.picture.condition, permalinkDefaults.picture.condition);
  }
  put('thr', String(state.boxScoreThresh), String(permalinkDefaults.boxScoreThresh));
  put('nms', String(state.boxNmsThresh), String(permalinkDefaults.boxNmsThresh));
  encodeTrainingLink(state.training, query);
  encodeEvaluationLink(state.evaluation, query);
  for (const [key, value] of unknown) query.append(key, value);
  const text = query.toString();
  return text === '' ? '' : `v=${version}&${text}`;
}

export interface DecodedPermalink {
  readonly state: Partial<PermalinkState>;
  readonly refused: readonly RefusedValue[];
  /** Keys that this page does not know. */
  readonly unknown: readonly (readonly [string, string])[];
  /** The link was made by a newer page: what it says may mean something else here. */
  readonly newer: boolean;
}

/** Reads a fragment; only what it names is in the result. */
export function decodePermalink(fragment: string): DecodedPermalink {
  const reader = new LinkReader(new URLSearchParams(fragment.replace(/^#/u, '')));
  const written = reader.read('v', linkVersion, 'is no version of a link') ?? version;
  const view = reader.read(
    'view',
    v.pipe(
      v.string(),
      // The Train view was called Adapt in earlier links.
      v.transform((name) => (name === 'adapt' ? 'train' : name)),
      v.picklist(views),
    ),
    `is none of ${views.join(', ')}`,
  );
  const sourcePrompt = reader.read('src', v.string(), 'is no text');
  const targets = reader.all('t').filter((text) => text.trim() !== '');
  for (const target of targets.slice(maxTargetPrompts))
    reader.refuse('t', target, `is more than ${maxTargetPrompts} target prompts`);
  const boxScoreThresh = reader.read('thr', threshold, 'is not between 0.05 and 0.99');
  const boxNmsThresh = reader.read('nms', threshold, 'is not between 0.05 and 0.99');
  const index = reader.read('scene', sceneIndex, 'is no number of a scene');
  const condition = reader.read(
    'cond',
    v.pipe(
      v.string(),
      v.check((name) => conditionByName(name) !== undefined),
    ),
    'is no condition of the built-in scenes',
  );
  const changedParameters = {
    ...readChoice('protocol', reader.read('protocol', protocol, `is none of ${protocol.options.join(', ')}`)),
    ...readChoice('offsetShape', reader.read('shape', offsetShape, `is none of ${offsetShape.options.join(', ')}`)),
    ...reader.numbers(parameterSpecs, (key) => shortKeys[key]),
  };
  const training = decodeTrainingLink(reader);
  const evaluation = decodeEvaluationLink(reader);
  const picture = index !== undefined || condition !== undefined;
  return {
    state: {
      ...(view === undefined ? {} : { view }),
      ...(sourcePrompt === undefined ? {} : { sourcePrompt }),
      ...(reader.has('t') ? { targetPrompts: targets.slice(0, maxTargetPrompts) } : {}),
      ...(Object.keys(changedParameters).length > 0 ? { changedParameters } : {}),
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
      ...(training === undefined ? {} : { training }),
      ...(evaluation === undefined ? {} : { evaluation }),
    },
    refused: reader.refused,
    unknown: reader.unknown(),
    newer: written > version,
  };
}

function readChoice<K extends 'protocol' | 'offsetShape'>(
  key: K,
  value: OptimisationParameters[K] | undefined,
): Partial<OptimisationParameters> {
  return value === undefined ? {} : { [key]: value };
}
