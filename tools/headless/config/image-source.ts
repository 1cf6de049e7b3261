import { CodedError } from '../../../src/errors/coded-error';
import * as v from 'valibot';
import { dataSetFormats } from '../../../src/data/data-set';
import { conditionByName } from '../../../src/scenes/conditions';
import { sceneSplits, type SceneSplit } from '../../../src/scenes/splits';
import { count, oneOf, text, texts } from './values';

export const formats = ['auto', ...dataSetFormats] as const;
export type Format = (typeof formats)[number];

/** Keys of the source images of a learning run. */
export const sourceKeys = {
  /** `builtin:<domain>/<split>`, one scene or a range of it, image files, folders of images. */
  images: v.optional(texts),
  /** At most so many of a whole built-in split, or of a data set's part. */
  sourceImages: v.optional(count),
  /** A folder or a zip file, in place of `images`. */
  dataset: v.optional(text),
  format: v.optional(oneOf(formats)),
  /** Of the data set; by default what it trains on. */
  part: v.optional(text),
};

/** Built-in scenes that a text such as `builtin:night-rainy/test/3` names. */
export interface BuiltinScenes {
  readonly condition: string;
  readonly split: SceneSplit;
  readonly from: number;
  /** Exclusive; null where the text names the whole split. */
  readonly to: number | null;
}

const prefix = 'builtin:';

export function isBuiltin(name: string): boolean {
  return name.startsWith(prefix);
}

/**
 * Reads `builtin:<domain>/<split>`, `…/<index>` or `…[<from>:<to>]`.
 * @param said the key or option that holds it
 * @throws CodedError `bad-config`
 */
export function parseBuiltin(name: string, said: string): BuiltinScenes {
  const match = /^builtin:([^/]+)\/([^/[]+)(?:\/(\d{1,8})|\[(\d{1,8}):(\d{1,8})\])?$/u.exec(name);
  const [, condition = '', split = '', index, first, end] = match ?? [];
  if (match === null)
    throw refused(said, name, 'Write builtin:<domain>/<split>, with /<index> or [<from>:<to>] behind it for a part.');
  if (conditionByName(condition) === undefined)
    throw refused(said, name, `There is no domain ${condition}; use a name such as night-rainy, or <time>-<weather>.`);
  const known = sceneSplits.find((candidate) => candidate === split);
  if (known === undefined)
    throw refused(said, name, `There is no split ${split}; splits are ${sceneSplits.join(', ')}.`);
  if (index !== undefined) return { condition, split: known, from: Number(index), to: Number(index) + 1 };
  if (first === undefined) return { condition, split: known, from: 0, to: null };
  if (Number(first) >= Number(end)) throw refused(said, name, 'The range is empty; its end is exclusive.');
  return { condition, split: known, from: Number(first), to: Number(end) };
}

function refused(said: string, name: string, hint: string): CodedError {
  return new CodedError('bad-config', `${said}: ${JSON.stringify(name)} names no built-in scenes.`, hint);
}
