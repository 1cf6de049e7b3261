import { optimisationSettings, type OptimisationParameters } from './optimisation-settings';
import type { NumberSetting } from './setting';
import { readSettingText } from './setting-text';

/** The settings of L_opt whose values can be compared: those that are numbers. */
export type SweptSetting = {
  [Key in keyof OptimisationParameters]: OptimisationParameters[Key] extends number ? Key : never;
}[keyof OptimisationParameters];

const { protocol: _protocol, offsetShape: _offsetShape, ...numbers } = optimisationSettings;

export const sweptSettings: Readonly<Record<SweptSetting, NumberSetting>> = numbers;

/** More runs than this cannot be told apart on one chart. */
const mostValues = 8;

/** What a text says of the values to compare, or why it names none. */
export type ReadValues =
  | { readonly kind: 'values'; readonly values: readonly number[] }
  | { readonly kind: 'problem'; readonly problem: string };

/** The value that holds, with a third and three times of it, within the limits; seeds are followed by the next two. */
export function suggestedValues(key: SweptSetting, value: number): readonly number[] {
  const { min, max, integer } = sweptSettings[key];
  const wanted =
    key === 'seed'
      ? [value, value + 1, value + 2]
      : value === 0
        ? [0, 0.3, 1]
        : [short(value / 3), value, short(value * 3)];
  const allowed = wanted.map((one) => Math.min(max, Math.max(min, integer ? Math.round(one) : one)));
  return [...new Set(allowed)];
}

/** With one digit that counts, as people write it: 0.01 / 3 is 0.003. */
function short(value: number): number {
  return Number(value.toPrecision(1));
}

/** Reads two to eight different values with commas or blanks between them. */
export function readValues(key: SweptSetting, text: string): ReadValues {
  const values: number[] = [];
  for (const part of text.split(/[\s,;]+/u).filter((one) => one !== '')) {
    const read = readSettingText(sweptSettings[key], part);
    if (read.kind === 'problem') return read;
    if (!values.includes(Number(read.value))) values.push(Number(read.value));
  }
  if (values.length < 2) return { kind: 'problem', problem: 'Type at least two values, with commas between them.' };
  if (values.length > mostValues) return { kind: 'problem', problem: `At most ${mostValues} values can be compared.` };
  return { kind: 'values', values };
}
