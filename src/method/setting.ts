interface SettingText {
  readonly label: string;
  readonly help: string;
  /** What the paper and its released code say; absent where they say nothing. */
  readonly paper?: string;
  readonly code?: string;
  /** Its key in links; null where links do not carry it. */
  readonly link: string | null;
}

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

export interface NumberSetting extends SettingText, Limits {
  readonly kind: 'number';
}

/** A number, or null for none. */
export interface OptionalNumberSetting extends SettingText, Limits {
  readonly kind: 'number-or-none';
}

/** A list of numbers that rise. */
export interface NumbersSetting extends SettingText, Limits {
  readonly kind: 'numbers';
}

export interface ChoiceSetting<Option extends string = string> extends SettingText {
  readonly kind: 'choice';
  readonly options: readonly Option[];
}

/**
 * One thing that a run can be set to, with all that is said of it anywhere. Forms, links, stored preferences, runs and figures
 * are read and written by it.
 */
export type Setting = NumberSetting | OptionalNumberSetting | NumbersSetting | ChoiceSetting;

export type Settings = Readonly<Record<string, Setting>>;

export type SettingValue<One extends Setting> =
  One extends ChoiceSetting<infer Option>
    ? Option
    : One extends NumberSetting
      ? number
      : One extends OptionalNumberSetting
        ? number | null
        : readonly number[];

/** The values of all settings of a table. */
export type ValuesOf<Table extends Settings> = { readonly [Key in keyof Table]: SettingValue<Table[Key]> };

/** The names of a table's settings, in its order. */
export function settingKeys<Table extends Settings>(table: Table): readonly (keyof Table & string)[] {
  return Object.keys(table);
}

/** Why a value is refused, as a sentence; null where it is fine. */
export function settingProblem(setting: Setting, value: unknown): string | null {
  switch (setting.kind) {
    case 'number':
      return numberProblem(setting, value);
    case 'number-or-none':
      return value === null ? null : numberProblem(setting, value);
    case 'numbers':
      return numbersProblem(setting, value);
    case 'choice':
      return setting.options.some((option) => option === value)
        ? null
        : `${setting.label} must be one of ${setting.options.join(', ')}.`;
    default:
      return setting satisfies never;
  }
}

function numberProblem({ label, min, max, integer }: SettingText & Limits, value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${label} must be a number.`;
  if (integer && !Number.isInteger(value)) return `${label} must be a whole number.`;
  if (value < min || value > max) return `${label} must lie between ${inWords(min)} and ${inWords(max)}.`;
  return null;
}

/** With all digits: a limit of 0.000001 is not 0. */
function inWords(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 15 });
}

function numbersProblem(setting: NumbersSetting, value: unknown): string | null {
  if (!Array.isArray(value)) return `${setting.label} must be numbers with a comma and a space between them.`;
  const numbers: readonly unknown[] = value;
  for (const number of numbers) {
    const problem = numberProblem(setting, number);
    if (problem !== null) return problem;
  }
  const rises = numbers.every((number, at) => at === 0 || Number(number) > Number(numbers[at - 1]));
  return rises ? null : `${setting.label} must rise.`;
}

export function sameValue(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every((value, at) => Object.is(value, b[at]))
    : Object.is(a, b);
}

/** A value that a setting does not take, and why. */
export interface RefusedSetting {
  readonly key: string;
  readonly value: unknown;
  readonly problem: string;
}

/** The settings of a table that `values` holds and that are within their limits. Keys of no setting count nowhere. */
export function validSettings<Table extends Settings>(
  table: Table,
  values: Readonly<Record<string, unknown>>,
): { readonly valid: Partial<ValuesOf<Table>>; readonly refused: readonly RefusedSetting[] } {
  const valid: Record<string, unknown> = {};
  const refused: RefusedSetting[] = [];
  for (const key of settingKeys(table)) {
    const value = values[key];
    if (value === undefined) continue;
    const problem = settingProblem(table[key]!, value);
    if (problem === null) valid[key] = value;
    else refused.push({ key, value, problem });
  }
  return { valid: valid as Partial<ValuesOf<Table>>, refused };
}
