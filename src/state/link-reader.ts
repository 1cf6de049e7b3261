import * as v from 'valibot';
import { numberProblem, type NumberSpec } from './number-spec';

/** A value of a link that is not taken over; its default holds. */
export interface RefusedValue {
  readonly key: string;
  readonly value: string;
  readonly reason: string;
}

/** Reads the keys of a link, one after the other, and remembers what it refused and what nobody asked for. */
export class LinkReader {
  readonly refused: RefusedValue[] = [];
  readonly #query: URLSearchParams;
  readonly #asked = new Set<string>();

  constructor(query: URLSearchParams) {
    this.#query = query;
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return this.#query.has(key);
  }

  /** The value of a key; undefined where it is absent or refused. */
  read<Value>(key: string, schema: v.GenericSchema<unknown, Value>, reason: string): Value | undefined {
    this.#asked.add(key);
    const value = this.#query.get(key);
    if (value === null) return undefined;
    const parsed = v.safeParse(schema, value);
    if (parsed.success) return parsed.output;
    this.refuse(key, value, reason);
    return undefined;
  }

  /** The numbers of a form, those that are in the link and within their limits. */
  numbers<Key extends string>(
    specs: readonly NumberSpec<Key>[],
    linkKey: (key: Key) => string,
  ): Partial<Record<Key, number>> {
    const found: Partial<Record<Key, number>> = {};
    for (const spec of specs) {
      const key = linkKey(spec.key);
      this.#asked.add(key);
      const text = this.#query.get(key);
      if (text === null) continue;
      const value = text.trim() === '' ? Number.NaN : Number(text);
      const problem = numberProblem(spec, value);
      if (problem === null) found[spec.key] = value;
      else this.refuse(key, text, problem);
    }
    return found;
  }

  /** All values of a key that may stand several times. */
  all(key: string): readonly string[] {
    this.#asked.add(key);
    return this.#query.getAll(key);
  }

  refuse(key: string, value: string, reason: string): void {
    this.refused.push({ key, value, reason });
  }

  /** Keys that nobody asked for: of a newer page, or of another tool. */
  unknown(): readonly (readonly [string, string])[] {
    return [...this.#query].filter(([key]) => !this.#asked.has(key));
  }
}
