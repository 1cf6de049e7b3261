import { type MarkGroup, markGroupNames } from '../../analysis/detection/comparison/mark-kinds';
import { optimisationSettings, type OptimisationParameters } from '../../method/optimisation-settings';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { sameValue, type Settings } from '../../method/setting';
import { settingText } from '../../method/setting-text';
import { conditionByName } from '../../scenes/conditions';
import { type ComparisonMode, comparisonModes } from '../store/panes/comparison-slice';
import { defaultThresholds, type PaneId, paneIds } from '../store/panes/detection-slice';
import { LinkReader, putSettings, type RefusedValue, type UnknownKeys } from './link-reader';
import { readLinkText, writeLinkText } from './link-text';
import { defaultTrainingChoice, type TrainingChoice } from '../store/parameters-slice';
import {
  detectorName,
  evaluationLinkDefaults,
  putEvaluationLink,
  putTrainingLink,
  readEvaluationLink,
  readTrainingLink,
  type EvaluationLink,
} from './permalink-runs';
import { views, type View } from '../store/preferences-slice';
import { defaultPrompts } from './prompt-presets';
import { defaultPictureStrength } from '../store/panes/pictures-slice';
import { type HideablePart, hideableParts } from '../store/presentation-slice';
import { firstPicture, type PictureRef } from '../store/panes/scene-slice';
import { type TourStation, tourStations } from '../store/tour-slice';

/** What a link carries. Pictures of the user's own never travel in links. */
export interface PermalinkState {
  readonly view: View;
  /** Where the tour is; null where it is not open. */
  readonly tour: TourStation | null;
  /** Whether type is large, and what is hidden. */
  readonly presentation: { readonly presenting: boolean; readonly hiddenParts: readonly HideablePart[] };
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  /** Places from 1 of the target prompts for which pictures stay as they are. */
  readonly unchangedTargets: readonly number[];
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly picture: PictureRef;
  /** Detectors of the panes; null for what the page shows by itself. An offset added at test time stays behind with its run. */
  readonly panes: Readonly<Record<PaneId, string | null>>;
  readonly comparisonMode: ComparisonMode;
  /** What the legend of the panes hides. */
  readonly hiddenMarks: readonly MarkGroup[];
  readonly boxScoreThresh: number;
  readonly boxNmsThresh: number;
  /** Of the pictures beside the prompts, 0 to 1. */
  readonly pictureStrength: number;
  readonly training: TrainingChoice;
  readonly evaluation: EvaluationLink;
}

export const permalinkDefaults: PermalinkState = {
  view: 'playground',
  tour: null,
  presentation: { presenting: false, hiddenParts: [] },
  sourcePrompt: defaultPrompts.sourcePrompt,
  targetPrompts: defaultPrompts.targetPrompts,
  unchangedTargets: [],
  changedParameters: {},
  picture: firstPicture,
  panes: { left: null, right: null },
  comparisonMode: 'side',
  hiddenMarks: [],
  boxScoreThresh: defaultThresholds.boxScoreThresh,
  boxNmsThresh: defaultThresholds.boxNmsThresh,
  pictureStrength: defaultPictureStrength,
  training: defaultTrainingChoice,
  evaluation: evaluationLinkDefaults,
};

const version = 1;
const threshold = { kind: 'number', help: '', min: 0.05, max: 0.99, integer: false } as const;

/** What a link says of the page beside prompts and runs. */
const pageSettings = {
  view: { kind: 'choice', label: 'View', help: '', options: views, link: 'view' },
  tour: { kind: 'choice', label: 'Tour', help: '', options: tourStations, link: 'tour' },
  presenting: { kind: 'choice', label: 'Presentation', help: '', options: ['yes'], link: 'present' },
  index: { kind: 'number', label: 'Scene', help: '', min: 0, max: 9999, integer: true, link: 'scene' },
  comparisonMode: { kind: 'choice', label: 'Comparison', help: '', options: comparisonModes, link: 'compare' },
  boxScoreThresh: { ...threshold, label: 'Score threshold', link: 'thr' },
  boxNmsThresh: { ...threshold, label: 'NMS threshold', link: 'nms' },
  pictureStrength: { kind: 'number', label: 'Strength', help: '', min: 0, max: 1, integer: false, link: 'strength' },
  unchangedTargets: {
    kind: 'numbers',
    label: 'Prompts that leave pictures as they are',
    help: '',
    min: 1,
    max: maxTargetPrompts,
    integer: true,
    link: 'unchanged',
  },
} as const satisfies Settings;
const versionSetting = {
  kind: 'number',
  label: 'Version',
  help: '',
  min: 0,
  max: 9999,
  integer: true,
  link: 'v',
} as const;

/**
 * The fragment of a link, without `#`; empty where everything is default.
 * @param unknown keys of a link that this page does not know, to be kept as they were
 * @param defaults what need not be named
 */
export function encodePermalink(
  state: PermalinkState,
  unknown: UnknownKeys = [],
  defaults: PermalinkState = permalinkDefaults,
): string {
  const query = new URLSearchParams();
  const put = (key: string, value: unknown) => query.set(key, settingText(value));
  const putChanged = (key: string, value: unknown, fallback: unknown) => {
    if (value !== fallback) put(key, value);
  };
  putChanged('view', state.view, defaults.view);
  if (state.tour !== null) put('tour', state.tour);
  const { presenting, hiddenParts } = state.presentation;
  if (presenting) put('present', 'yes');
  if (hiddenParts.length > 0) put('without', hiddenParts.join(','));
  putChanged('src', state.sourcePrompt, defaults.sourcePrompt);
  if (!sameValue(state.targetPrompts, defaults.targetPrompts)) {
    if (state.targetPrompts.length === 0) query.append('t', '');
    for (const target of state.targetPrompts) query.append('t', target);
  }
  if (state.unchangedTargets.length > 0) put('unchanged', state.unchangedTargets);
  putSettings(optimisationSettings, state.changedParameters, put);
  if (state.picture.kind === 'scene') {
    putChanged('scene', state.picture.index, firstPicture.index);
    putChanged('cond', state.picture.condition, firstPicture.condition);
  }
  for (const pane of paneIds) if (state.panes[pane] !== null) put(pane, state.panes[pane]);
  putChanged('compare', state.comparisonMode, permalinkDefaults.comparisonMode);
  if (state.hiddenMarks.length > 0) query.set('hide', state.hiddenMarks.join(' '));
  putChanged('thr', state.boxScoreThresh, permalinkDefaults.boxScoreThresh);
  putChanged('nms', state.boxNmsThresh, permalinkDefaults.boxNmsThresh);
  putChanged('strength', state.pictureStrength, permalinkDefaults.pictureStrength);
  putTrainingLink(state.training, put);
  putEvaluationLink(state.evaluation, put);
  for (const [key, value] of unknown) query.append(key, value);
  const text = writeLinkText(query);
  return text === '' ? '' : `v=${version}&${text}`;
}

export interface DecodedPermalink {
  readonly state: Partial<PermalinkState>;
  readonly refused: readonly RefusedValue[];
  /** Keys that this page does not know. */
  readonly unknown: UnknownKeys;
  /** What had happened to the link on its way, in words; it was read all the same. */
  readonly repaired: readonly string[];
  /** The link was made by a newer page: what it says may mean something else here. */
  readonly newer: boolean;
}

/** Reads a fragment; only what it names is in the result. */
export function decodePermalink(fragment: string): DecodedPermalink {
  const { pairs, repaired } = readLinkText(fragment);
  const reader = new LinkReader(pairs);
  const written = reader.setting(versionSetting) ?? version;
  const view = reader.text('view')?.toLowerCase() === 'adapt' ? 'train' : reader.setting(pageSettings.view);
  const tour = reader.setting(pageSettings.tour);
  const presenting = reader.setting(pageSettings.presenting) === 'yes';
  const hiddenParts = readHiddenParts(reader);
  const sourcePrompt = reader.text('src');
  const targetPrompts = readTargets(reader);
  const comparisonMode = reader.setting(pageSettings.comparisonMode);
  const hiddenMarks = readHiddenMarks(reader);
  const boxScoreThresh = reader.setting(pageSettings.boxScoreThresh);
  const boxNmsThresh = reader.setting(pageSettings.boxNmsThresh);
  const pictureStrength = reader.setting(pageSettings.pictureStrength);
  const unchangedTargets = reader.setting(pageSettings.unchangedTargets);
  const picture = readPicture(reader);
  const panes = {
    left: detectorName(reader, 'left') ?? null,
    right: detectorName(reader, 'right') ?? null,
  };
  const changedParameters = reader.settings(optimisationSettings);
  const training = readTrainingLink(reader);
  const evaluation = readEvaluationLink(reader);
  return {
    state: {
      ...(view === undefined ? {} : { view }),
      ...(tour === undefined ? {} : { tour }),
      ...(presenting || hiddenParts.length > 0 ? { presentation: { presenting, hiddenParts } } : {}),
      ...(sourcePrompt === undefined ? {} : { sourcePrompt }),
      ...(targetPrompts === undefined ? {} : { targetPrompts }),
      ...(Object.keys(changedParameters).length > 0 ? { changedParameters } : {}),
      ...(picture === undefined ? {} : { picture }),
      ...(panes.left === null && panes.right === null ? {} : { panes }),
      ...(comparisonMode === undefined ? {} : { comparisonMode }),
      ...(hiddenMarks === undefined ? {} : { hiddenMarks }),
      ...(boxScoreThresh === undefined ? {} : { boxScoreThresh }),
      ...(boxNmsThresh === undefined ? {} : { boxNmsThresh }),
      ...(pictureStrength === undefined ? {} : { pictureStrength }),
      ...(unchangedTargets === undefined ? {} : { unchangedTargets }),
      ...(training === undefined ? {} : { training }),
      ...(evaluation === undefined ? {} : { evaluation }),
    },
    refused: reader.refused,
    unknown: reader.unknown(),
    repaired,
    newer: written > version,
  };
}

/** Parts that are hidden, with commas between them. */
function readHiddenParts(reader: LinkReader): readonly HideablePart[] {
  const names = (reader.text('without') ?? '')
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((name) => name !== '');
  const known: readonly string[] = hideableParts;
  for (const name of names)
    if (!known.includes(name)) reader.refuse('without', name, `is none of ${hideableParts.join(', ')}`);
  return hideableParts.filter((part) => names.includes(part));
}

/** `t=` alone stands for no target prompt at all. */
function readTargets(reader: LinkReader): readonly string[] | undefined {
  const texts = reader.texts('t');
  const targets = texts.filter((text) => text.trim() !== '');
  if (texts.length > 1)
    for (const text of texts) if (text.trim() === '') reader.refuse('t', text, 'is an empty target prompt');
  for (const target of targets.slice(maxTargetPrompts))
    reader.refuse('t', target, `is more than ${maxTargetPrompts} target prompts`);
  return texts.length === 0 ? undefined : targets.slice(0, maxTargetPrompts);
}

function readHiddenMarks(reader: LinkReader): readonly MarkGroup[] | undefined {
  const text = reader.text('hide');
  if (text === undefined) return undefined;
  const names = text.split(/[\s,]+/u).filter((name) => name !== '');
  for (const name of names)
    if (!markGroupNames.some((group) => group === name)) reader.refuse('hide', name, 'is no kind of mark');
  return markGroupNames.filter((group) => names.includes(group));
}

function readPicture(reader: LinkReader): PictureRef | undefined {
  const index = reader.setting(pageSettings.index);
  const text = reader.text('cond')?.trim().toLowerCase();
  const condition = text !== undefined && conditionByName(text) ? text : undefined;
  if (text !== undefined && condition === undefined)
    reader.refuse('cond', text, 'is no condition of the built-in scenes');
  if (index === undefined && condition === undefined) return undefined;
  return {
    ...firstPicture,
    ...(index === undefined ? {} : { index }),
    ...(condition === undefined ? {} : { condition }),
  };
}
