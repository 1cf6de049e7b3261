import { parseDecimal } from '../formats/text/number-text';

/** A yes or no as files write it; `odd` where it is neither, and then `on` is false. */
export interface Flag {
  readonly on: boolean;
  readonly odd: boolean;
}

/** Reads `iscrowd` or `difficult`: a number, a truth value, or a text that says one; nothing is no. */
export function readFlag(value: unknown): Flag {
  if (value === undefined || value === null) return { on: false, odd: false };
  if (typeof value === 'boolean') return { on: value, odd: false };
  if (typeof value === 'number') return { on: value !== 0, odd: false };
  if (typeof value !== 'string') return { on: false, odd: true };
  const word = value.trim().toLowerCase();
  if (['true', 'yes', 'y', 't'].includes(word)) return { on: true, odd: false };
  if (['', 'false', 'no', 'n', 'f', 'none', 'null'].includes(word)) return { on: false, odd: false };
  const number = parseDecimal(word);
  return { on: number !== undefined && number !== 0, odd: number === undefined };
}
