import { parseDecimal } from '../formats/text/number-text';
import { type Setting, settingProblem } from './setting';

/** What a text says of a setting: its value, or why it is none. */
export type ReadSetting =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: string };

const none = 'none';

/** The text of a value, as forms show it and links carry it. */
export function settingText(value: unknown): string {
  if (value === null) return none;
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' || typeof value === 'string' ? String(value) : JSON.stringify(value);
}

/** Reads what {@link settingText} writes, and what people type for it. */
export function readSettingText(setting: Setting, text: string): ReadSetting {
  const value = valueOf(setting, text.trim());
  const problem = settingProblem(setting, value);
  return problem === null ? { kind: 'value', value } : { kind: 'problem', problem };
}

function valueOf(setting: Setting, text: string): unknown {
  switch (setting.kind) {
    case 'number':
      return parseDecimal(text);
    case 'number-or-none':
      return text.toLowerCase() === none ? null : parseDecimal(text);
    case 'numbers':
      return text === '' || text.toLowerCase() === none
        ? []
        : text.split(/\s+|,\s+/u).map((part) => parseDecimal(part));
    case 'choice':
      return setting.options.find((option) => option.toLowerCase() === text.toLowerCase());
    default:
      return setting satisfies never;
  }
}
