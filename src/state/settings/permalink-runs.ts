import { fineTuningNames } from '../../method/fine-tuning';
import { evaluationDefaults, evaluationSettings } from '../../method/evaluation-settings';
import { methodNames } from '../../method/method-names';
import type { ChoiceSetting } from '../../method/setting';
import { shippedDetectors } from '../../method/shipped-detectors';
import { trainingPresetNames, trainingPresets } from '../../method/training-presets';
import { trainingSettings } from '../../method/training-settings';
import type { BuiltinSource } from '../../evaluation/evaluation-source';
import { benchmarkDomains } from '../../scenes';
import { conditionByName } from '../../scenes/conditions';
import { type LinkReader, putSettings } from './link-reader';
import { defaultTrainingChoice, type TrainingChoice } from '../store/parameters-slice';

/** What a link carries of the next evaluation; an offset added at test time stays behind with its run. */
export interface EvaluationLink {
  readonly a: string;
  readonly b: string | null;
  /** Data sets of the user's never travel in links. */
  readonly source: BuiltinSource;
}

export const evaluationLinkDefaults: EvaluationLink = {
  a: shippedDetectors.plain,
  b: shippedDetectors.offsets,
  source: { kind: 'builtin', domains: benchmarkDomains.map(({ name }) => name), ...evaluationDefaults },
};

/** Puts a value under a key of a link. */
export type PutValue = (key: string, value: unknown) => void;

/** The choices of a training beside its numbers. */
export const trainingChoices = {
  trainingPreset: { kind: 'choice', label: 'Preset', help: '', options: trainingPresetNames, link: 'train' },
  trainingMethod: { kind: 'choice', label: 'Method', help: '', options: methodNames, link: 'method' },
  fineTuning: { kind: 'choice', label: 'Fine-tuning', help: '', options: fineTuningNames, link: 'tune' },
} as const satisfies Readonly<Record<string, ChoiceSetting>>;

const longestName = 200;

export function putTrainingLink(choice: TrainingChoice, put: PutValue): void {
  const { trainingPreset, trainingMethod, fineTuning, trainingFrom, changedTraining } = choice;
  if (trainingPreset !== defaultTrainingChoice.trainingPreset) put(trainingChoices.trainingPreset.link, trainingPreset);
  if (trainingMethod !== defaultTrainingChoice.trainingMethod) put(trainingChoices.trainingMethod.link, trainingMethod);
  if (fineTuning !== trainingPresets[trainingPreset].fineTuning) put(trainingChoices.fineTuning.link, fineTuning);
  if (trainingFrom !== null) put('start', trainingFrom);
  putSettings(trainingSettings, changedTraining, put);
}

/** Undefined where the link says nothing of training. */
export function readTrainingLink(reader: LinkReader): TrainingChoice | undefined {
  const { trainingPreset: preset, trainingMethod, fineTuning } = reader.settings(trainingChoices);
  const trainingFrom = detectorName(reader, 'start');
  const changedTraining = reader.settings(trainingSettings);
  const said = [preset, trainingMethod, fineTuning, trainingFrom].some((value) => value !== undefined);
  if (!said && Object.keys(changedTraining).length === 0) return undefined;
  const trainingPreset = preset ?? defaultTrainingChoice.trainingPreset;
  return {
    trainingPreset,
    trainingMethod: trainingMethod ?? defaultTrainingChoice.trainingMethod,
    fineTuning: fineTuning ?? trainingPresets[trainingPreset].fineTuning,
    trainingFrom: trainingFrom ?? null,
    changedTraining,
  };
}

export function putEvaluationLink({ a, b, source }: EvaluationLink, put: PutValue): void {
  const defaults = evaluationLinkDefaults;
  if (a !== defaults.a) put('eval.a', a);
  if (b !== defaults.b) put('eval.b', b ?? '');
  const domains = source.domains.join(',');
  if (domains !== defaults.source.domains.join(',')) put('eval.domains', domains);
  const { split, imagesPerDomain } = source;
  putSettings(
    evaluationSettings,
    {
      ...(split === evaluationDefaults.split ? {} : { split }),
      ...(imagesPerDomain === evaluationDefaults.imagesPerDomain ? {} : { imagesPerDomain }),
    },
    put,
  );
}

/** Undefined where the link says nothing of evaluation. */
export function readEvaluationLink(reader: LinkReader): EvaluationLink | undefined {
  const defaults = evaluationLinkDefaults;
  const a = detectorName(reader, 'eval.a');
  const alone = reader.text('eval.b') === '';
  const b = alone ? null : detectorName(reader, 'eval.b');
  const domains = domainList(reader);
  const settings = reader.settings(evaluationSettings);
  if (a === undefined && b === undefined && domains === undefined && Object.keys(settings).length === 0)
    return undefined;
  return {
    a: a ?? defaults.a,
    b: b === undefined ? defaults.b : b,
    source: { ...defaults.source, ...(domains === undefined ? {} : { domains }), ...settings },
  };
}

/** Undefined where the link names none, or what is no name. */
export function detectorName(reader: LinkReader, key: string): string | undefined {
  const name = reader.text(key);
  if (name === undefined) return undefined;
  if (name !== '' && name.length <= longestName) return name;
  reader.refuse(key, name, 'is no name of a detector');
  return undefined;
}

/** Names that there are; the others are refused, each for itself. */
function domainList(reader: LinkReader): readonly string[] | undefined {
  const text = reader.text('eval.domains');
  if (text === undefined) return undefined;
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  for (const name of names)
    if (!conditionByName(name)) reader.refuse('eval.domains', name, 'is no domain of the built-in scenes');
  const known = [...new Set(names.filter((name) => conditionByName(name)))];
  return names.length > 0 && known.length === 0 ? undefined : known;
}
