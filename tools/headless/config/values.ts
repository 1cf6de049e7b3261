/** What keys of configurations may hold. Each message completes the sentence “key must be …”. */
import * as v from 'valibot';
import { conditionByName } from '../../../src/scenes/conditions';

export function wholeFrom(least: number, most?: number) {
  const message = most === undefined ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`;
  return v.pipe(
    v.number(message),
    v.safeInteger(message),
    v.minValue(least, message),
    v.maxValue(most ?? Number.MAX_SAFE_INTEGER, message),
  );
}

export function numberFrom(least: number, most: number) {
  const message = `a number from ${least} to ${most}`;
  return v.pipe(v.number(message), v.minValue(least, message), v.maxValue(most, message));
}

export function above(limit: number) {
  const message = `a number above ${limit}`;
  return v.pipe(v.number(message), v.finite(message), v.gtValue(limit, message));
}

export function oneOf<const Options extends readonly string[]>(options: Options) {
  return v.picklist(options, `one of ${options.join(', ')}`);
}

export const text = v.pipe(
  v.string('a text'),
  v.check((value) => value.trim() !== '', 'a text that is not empty'),
);
export const texts = v.pipe(v.array(text, 'a list of texts'), v.minLength(1, 'a list of at least one text'));
export const seed = wholeFrom(0, 4_294_967_295);
export const count = wholeFrom(1);

/** Prompts come to the engine as they are, which says best what is wrong with one. */
export const prompt = v.string('a text');
export const prompts = v.array(prompt, 'a list of texts');

/** The name of a domain of the built-in scenes. */
export const domain = v.pipe(
  v.string('a text'),
  v.check((name) => conditionByName(name) !== undefined, 'a domain such as night-rainy, or <time>-<weather>'),
);
