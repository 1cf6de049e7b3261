import { settingKeys, type Setting, type Settings, type SettingValue, type ValuesOf } from '../../method/setting';
import { readSettingText } from '../../method/setting-text';
import type { LinkPair } from './link-text';

/** A value of a link that is not taken over; its default holds. */
export interface RefusedValue {
  readonly key: string;
  readonly value: string;
  readonly reason: string;
}

/** What of a link no reader asked for. */
export type UnknownKeys = readonly (readonly [string, string])[];

/** Browsers encode these marks, so that they reach a value. */
const quotesBehindLink = /["'<>`]+$/u;

/** Reads the keys of a link, one after the other, and remembers what it refused and what nobody asked for. Upper and lower case of keys are the same. */
export class LinkReader {
  readonly refused: RefusedValue[] = [];
  readonly #pairs: readonly LinkPair[];
  readonly #asked = new Set<string>();

  constructor(pairs: readonly LinkPair[]) {
    this.#pairs = pairs;
  }

  /** The texts of a key that may stand several times; what is no UTF-8 is refused. */
  texts(key: string): readonly string[] {
    const name = key.toLowerCase();
    this.#asked.add(name);
    const found = this.#pairs.filter((pair) => pair.key.toLowerCase() === name);
    for (const { value, broken } of found) if (broken) this.refuse(key, value, 'is not encoded as UTF-8');
    return found.filter(({ broken }) => !broken).map(({ value }) => value);
  }

  /** The text of a key; undefined where it is absent. Where it stands twice, the first holds and the others are refused. */
  text(key: string): string | undefined {
    const [first, ...others] = this.texts(key);
    for (const other of others) if (other !== first) this.refuse(key, other, 'stands twice; the first one holds');
    return first;
  }

  /** The value of a setting; undefined where it is absent or refused. */
  setting<One extends Setting>(setting: One, key = setting.link): SettingValue<One> | undefined {
    const text = key === null ? undefined : this.text(key);
    if (key === null || text === undefined) return undefined;
    const read = readSettingText(setting, text.replace(quotesBehindLink, ''));
    if (read.kind === 'value') return read.value as SettingValue<One>;
    this.refuse(key, text, read.problem);
    return undefined;
  }

  /** The settings of a table that the link holds. */
  settings<Table extends Settings>(table: Table): Partial<ValuesOf<Table>> {
    const found: Record<string, unknown> = {};
    for (const key of settingKeys(table)) {
      const value = this.setting(table[key]!);
      if (value !== undefined) found[key] = value;
    }
    return found as Partial<ValuesOf<Table>>;
  }

  refuse(key: string, value: string, reason: string): void {
    const known = this.refused.some((other) => other.key === key && other.value === value && other.reason === reason);
    if (!known) this.refused.push({ key, value, reason });
  }

  /** Keys that nobody asked for: of a newer page, or of another tool. */
  unknown(): UnknownKeys {
    return this.#pairs
      .filter(({ key }) => !this.#asked.has(key.toLowerCase()))
      .map(({ key, value }) => [key, value] as const);
  }
}

/** Writes what is set of a table. */
export function putSettings<Table extends Settings>(
  table: Table,
  values: Partial<ValuesOf<Table>>,
  put: (key: string, value: unknown) => void,
): void {
  for (const key of settingKeys(table)) {
    const { link } = table[key]!;
    const value: unknown = values[key];
    if (link !== null && value !== undefined) put(link, value);
  }
}
