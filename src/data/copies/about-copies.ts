import { wellFormedJson } from '../../formats/text/well-formed-json';
import { writeCsv } from '../../formats/tables/csv';
import { appVersion } from '../../method/app-version';
import { familyVersion } from '../../photometrics/parameters';
import { policyContent } from '../../photometrics/policy';
import type { DataSet } from '../data-set';
import type { DataProblem } from '../problem-list';
import type { CopyNames } from './copy-names';
import type { CopyOptions } from './copy-options';
import type { CopiedFile } from './copy-picture';
import type { PlannedPicture } from './planned-pictures';

/** Of changed JPEG pictures, 0 to 1. */
export const jpegQuality = 0.95;

/** What came of copying a data set. */
export interface CopyReport {
  /** Copies of pictures, changed or not. */
  readonly copies: number;
  /** Those of them that are changed. */
  readonly changed: number;
  /** Files that could not be read. Their pictures are left out; files of unchanged parts still name them, as those stay as they are. */
  readonly unreadable: readonly DataProblem[];
}

/** `about.json`, from which the copies can be made again, and `about-copies.csv`, a row a copy. */
export function aboutCopies(
  { name, format }: Pick<DataSet, 'name' | 'format'>,
  { policy, ...options }: CopyOptions,
  report: CopyReport,
  planned: Iterable<PlannedPicture>,
  names: CopyNames,
): readonly CopiedFile[] {
  const about = {
    kind: 'augmented copies',
    appVersion,
    family: familyVersion,
    dataSet: name,
    format,
    options,
    encoding: `changed JPEG pictures: JPEG of quality ${jpegQuality}; other changed pictures: PNG; unchanged ones: the same bytes`,
    ...report,
    policy: policyContent(policy),
  };
  const rows = [...planned].flatMap(({ file, draws }) =>
    draws.map((draw, at) => {
      const pair = [names.picture(file.path, at + 1, draw !== null), file.path];
      if (draw === null) return [...pair, '', '', '', ''];
      const prompt = policy.prompts.findIndex(({ transforms }) =>
        transforms.some(({ transform }) => transform === draw.transform),
      );
      const transform = policy.prompts[prompt]!.transforms.findIndex((one) => one.transform === draw.transform);
      return [...pair, prompt, transform, draw.strength, draw.seed];
    }),
  );
  return [
    { path: 'about.json', content: [`${wellFormedJson(about, 1)}\n`] },
    {
      path: 'about-copies.csv',
      content: [writeCsv(['file', 'original', 'prompt', 'transform', 'strength', 'seed'], rows)],
    },
  ];
}
