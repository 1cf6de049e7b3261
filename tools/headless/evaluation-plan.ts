import { CodedError } from '../../src/errors/coded-error';
import type { ErrorCode } from '../../src/errors/codes';
import type { DataSetInfo, EvaluationSource } from '../../src/engine/engine';
import { benchmarkDomains } from '../../src/scenes';
import { conditionByName } from '../../src/scenes/conditions';
import { evaluationOf, withParts } from '../../src/state/settings/data-choices';
import { evaluationSplits } from '../../src/method/evaluation-settings';
import { evaluateSchema, type EvaluateConfig } from './config/evaluate-config';
import { formats, type Format } from './config/image-source';
import { checkConfig, readConfigFile } from './config/read-config';
import { dataSetAt, type DataSetPlace } from './data-set';
import { detectorOf, takesClasses, type DetectorChoice } from './detector';
import { checkOffsetRequest, offsetsOf, type OffsetRequest } from './feature-offset';
import { namesOption, type Options, wholeOption, wordOption } from './options';

type Split = (typeof evaluationSplits)[number];

/** What an evaluation does. */
export interface EvaluationPlan {
  readonly detector: DetectorChoice;
  readonly classes: readonly string[] | undefined;
  readonly offset: OffsetRequest;
  readonly data:
    | { readonly kind: 'builtin'; readonly domains: readonly string[]; readonly split: Split; readonly count: number }
    | {
        readonly kind: 'data-set';
        readonly place: DataSetPlace;
        /** Null takes what is for tests. */
        readonly parts: readonly string[] | null;
        /** Of each part; null for all. */
        readonly count: number | null;
      };
}

/** Images of each built-in domain, unless another number is given. */
const builtinCount = 200;

/**
 * Reads the configuration, where there is one; the options of the command line win.
 * @throws CodedError
 */
export function evaluationPlan(options: Options): EvaluationPlan {
  const file = options.config === undefined ? null : readConfigFile(options.config, 'evaluate');
  const config: EvaluateConfig = file === null ? {} : checkConfig(file, evaluateSchema);
  /** Paths on the command line begin in the working directory, those of a configuration beside it. */
  const placed = <Value>(option: Value | undefined, key: Value | undefined): Placed<Value> =>
    option === undefined
      ? { value: key, folder: file?.folder ?? '.', code: 'bad-config', dashes: '' }
      : { value: option, folder: '.', code: 'bad-arguments', dashes: '--' };
  const detector = placed(options.detector, config.detector);
  const choice = detectorOf(detector.value, detector.folder, `${detector.dashes}detector`, detector.code);
  const classes = options.classes === undefined ? config.classes : namesOption('classes', options.classes);
  if (classes !== undefined && !takesClasses(choice))
    throw new CodedError(
      'bad-arguments',
      'classes: the detector has its own.',
      'Leave them out, or leave the detector out for CLIP alone.',
    );
  const offsets = placed(options.offsets, config.offsets);
  const offset: OffsetRequest = {
    offsets:
      offsets.value === undefined
        ? null
        : offsetsOf(offsets.value, offsets.folder, `${offsets.dashes}offsets`, offsets.code),
    prompt: options.prompt ?? config.prompt ?? null,
  };
  checkOffsetRequest(offset, choice);
  const dataset = placed(options.dataset, listOf(config.dataset));
  const count = options.count === undefined ? config.count : wholeOption('count', options.count, 1, 100_000_000);
  const format = options.format === undefined ? config.format : wordOption('format', options.format, formats);
  const split = options.split === undefined ? config.split : wordOption('split', options.split, evaluationSplits);
  const parts = options.part ?? listOf(config.part);
  return { detector: choice, classes, offset, data: dataOf({ ...dataset, count, format, split, parts }) };
}

/** A value with what its paths begin in, how the user calls it, and the code of what is wrong with it. */
interface Placed<Value> {
  readonly value: Value | undefined;
  readonly folder: string;
  readonly code: ErrorCode;
  readonly dashes: '' | '--';
}

/** What is evaluated on: domains, or one data set. @throws CodedError where the two are mixed up */
function dataOf({
  value,
  folder,
  code,
  dashes,
  count,
  format,
  split,
  parts,
}: {
  readonly value: readonly string[] | undefined;
  readonly folder: string;
  readonly code: ErrorCode;
  readonly dashes: string;
  readonly count: number | undefined;
  readonly format: Format | undefined;
  readonly split: Split | undefined;
  readonly parts: readonly string[] | undefined;
}): EvaluationPlan['data'] {
  const said = `${dashes}dataset`;
  const names = (value ?? benchmarkDomains.map(({ name }) => name)).map((name) => name.replace(/^builtin:/u, ''));
  const refuse = (message: string, hint: string) => new CodedError(code, message, hint);
  if (names.every((name) => conditionByName(name) !== undefined)) {
    const stray = [['format', format] as const, ['part', parts] as const].find(([, given]) => given !== undefined);
    if (stray !== undefined)
      throw refuse(
        `${stray[0]} is for data sets, and ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} built in.`,
        'Leave it out; split chooses val or test.',
      );
    return { kind: 'builtin', domains: [...new Set(names)], split: split ?? 'test', count: count ?? builtinCount };
  }
  const [only = '', ...others] = names;
  if (others.length > 0)
    throw refuse(
      `${said} names ${names.join(', ')}: these are not all built-in domains.`,
      'Name built-in domains, or one folder or zip file.',
    );
  if (value?.[0]?.startsWith('builtin:') === true)
    throw refuse(`${said}: there is no domain ${only}.`, 'Use a name such as night-rainy, or <time>-<weather>.');
  if (split !== undefined) throw refuse('split is for built-in domains.', 'Choose parts of a data set with part.');
  return {
    kind: 'data-set',
    place: dataSetAt(only, folder, format ?? 'auto', said, code),
    parts: parts ?? null,
    count: count ?? null,
  };
}

/** The source of a data set's images. @throws CodedError for a part that it lacks */
export function dataSetSource(
  info: DataSetInfo,
  parts: readonly string[] | null,
  count: number | null,
): EvaluationSource {
  const most = count ?? Math.max(1, ...info.parts.map(({ images }) => images));
  if (parts === null) return evaluationOf(info, most);
  const names = info.parts.map(({ name }) => name);
  const stray = parts.find((name) => !names.includes(name));
  if (stray === undefined) return withParts(info, parts, most);
  throw new CodedError(
    'bad-arguments',
    `part: the data set “${info.title}” has no part ${JSON.stringify(stray)}.`,
    `It has ${names.join(', ')}.`,
  );
}

function listOf(value: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof value === 'string' ? [value] : value;
}
