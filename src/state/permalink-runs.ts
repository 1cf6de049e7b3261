import * as v from 'valibot';
import type { MethodName } from '../method/method-names';
import type { BuiltinSource } from '../evaluation/evaluation-source';
import { methodName } from '../runs/run-schema';
import { benchmarkDomains } from '../scenes';
import { conditionByName } from '../scenes/conditions';
import type { LinkReader } from './link-reader';
import type { NumberSpec } from './number-spec';
import {
  fineTunings,
  trainingPresets,
  trainingSpecs,
  type FineTuning,
  type TrainingParameters,
  type TrainingPresetName,
} from './training-parameters';

/** What a link carries of the next training. */
export interface TrainingLink {
  readonly preset: TrainingPresetName;
  readonly method: MethodName;
  readonly fineTuning: FineTuning;
  readonly changed: Partial<TrainingParameters>;
}

/** What a link carries of the next evaluation; an offset added at test time stays behind with its run. */
export interface EvaluationLink {
  readonly a: string;
  readonly b: string | null;
  /** Data sets of the user's never travel in links. */
  readonly source: BuiltinSource;
}

export const trainingLinkDefaults: TrainingLink = {
  preset: 'further',
  method: 'additive',
  fineTuning: trainingPresets.further.fineTuning,
  changed: {},
};

export const evaluationLinkDefaults: EvaluationLink = {
  a: 'baseline',
  b: 'augmented',
  source: {
    kind: 'builtin',
    domains: benchmarkDomains.map(({ name }) => name),
    split: 'test',
    imagesPerDomain: 50,
  },
};

const imagesSpec: NumberSpec<'n'> = {
  key: 'n',
  label: 'Images per domain',
  help: '',
  min: 1,
  max: 10_000,
  integer: true,
};
const detectorName = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
const domainList = v.pipe(
  v.string(),
  v.transform((list) => list.split(',').filter(Boolean)),
  v.check((names) => names.every((name) => conditionByName(name) !== undefined)),
);
const trainingKey = (key: string) => `train.${key}`;

export function encodeTrainingLink(
  { preset, method, fineTuning, changed }: TrainingLink,
  query: URLSearchParams,
): void {
  if (preset !== trainingLinkDefaults.preset) query.set('train', preset);
  if (method !== trainingLinkDefaults.method) query.set('method', method);
  if (fineTuning !== trainingPresets[preset].fineTuning) query.set('tune', fineTuning);
  for (const { key } of trainingSpecs) {
    const value = changed[key];
    if (value !== undefined) query.set(trainingKey(key), String(value));
  }
}

/** Undefined where the link says nothing of training. */
export function decodeTrainingLink(reader: LinkReader): TrainingLink | undefined {
  const presets = Object.keys(trainingPresets) as TrainingPresetName[];
  const tunings = Object.keys(fineTunings) as FineTuning[];
  const preset = reader.read('train', v.picklist(presets), `is none of ${presets.join(', ')}`);
  const method = reader.read('method', methodName, `is none of ${methodName.options.join(', ')}`);
  const fineTuning = reader.read('tune', v.picklist(tunings), `is none of ${tunings.join(', ')}`);
  const changed = reader.numbers(trainingSpecs, trainingKey);
  const empty = Object.keys(changed).length === 0;
  if (preset === undefined && method === undefined && fineTuning === undefined && empty) return undefined;
  const from = preset ?? trainingLinkDefaults.preset;
  return {
    preset: from,
    method: method ?? trainingLinkDefaults.method,
    fineTuning: fineTuning ?? trainingPresets[from].fineTuning,
    changed,
  };
}

export function encodeEvaluationLink({ a, b, source }: EvaluationLink, query: URLSearchParams): void {
  const defaults = evaluationLinkDefaults;
  if (a !== defaults.a) query.set('eval.a', a);
  if (b !== defaults.b) query.set('eval.b', b ?? '');
  const domains = source.domains.join(',');
  if (domains !== defaults.source.domains.join(',')) query.set('eval.domains', domains);
  if (source.split !== defaults.source.split) query.set('eval.split', source.split);
  if (source.imagesPerDomain !== defaults.source.imagesPerDomain) query.set('eval.n', String(source.imagesPerDomain));
}

/** Undefined where the link says nothing of evaluation. */
export function decodeEvaluationLink(reader: LinkReader): EvaluationLink | undefined {
  const defaults = evaluationLinkDefaults;
  const a = reader.read('eval.a', detectorName, 'is no name of a detector');
  const alone = reader.has('eval.b') && reader.all('eval.b').join('') === '';
  const b = alone ? null : reader.read('eval.b', detectorName, 'is no name of a detector');
  const domains = reader.read('eval.domains', domainList, 'names a domain that there is not');
  const split = reader.read('eval.split', v.picklist(['val', 'test']), 'is neither val nor test');
  const { n } = reader.numbers([imagesSpec], () => 'eval.n');
  if ([a, b, domains, split, n].every((value) => value === undefined)) return undefined;
  return {
    a: a ?? defaults.a,
    b: b === undefined ? defaults.b : b,
    source: {
      kind: 'builtin',
      domains: domains ?? defaults.source.domains,
      split: split ?? defaults.source.split,
      imagesPerDomain: n ?? defaults.source.imagesPerDomain,
    },
  };
}
