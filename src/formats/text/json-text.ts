/** JSON as other languages write it: whole numbers of 64 bits stay apart, and what is no JSON is told in words. */
import { CodedError } from '../../errors/coded-error';
import { findJsonError } from './json-error';

/** A whole number beyond ±(2^53 − 1), which a JavaScript number would round, becomes its digits behind this mark: a control character, so that it equals no text. */
const bigNumberMark = '\u0001';

/** Keys whose numbers name things. */
const idKeys = ['id', 'image_id', 'category_id'];
const bigId = new RegExp(String.raw`("(?:${idKeys.join('|')})"\s*:\s*)(-?\d{16,})(?=\s*[,}\]])`, 'gu');

/**
 * Parses a JSON document. Ids (`id`, `image_id`, `category_id`) that a number cannot hold exactly become texts, see {@link idText}; different ids stay different.
 * @throws FormatError `invalid-data` that says where the document breaks, and why
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(withExactIds(text)) as unknown;
  } catch (error) {
    throw new CodedError('invalid-data', complaint(text, error), 'Write the file again, as JSON.');
  }
}

/** An id as the file writes it, a text in quotes. */
export function idText(id: number | string): string {
  if (typeof id === 'number') return String(id);
  return id.startsWith(bigNumberMark) ? id.slice(bigNumberMark.length) : `“${id}”`;
}

/** Whether an id was a number in the file. */
export function isNumericId(id: number | string): boolean {
  return typeof id === 'number' || id.startsWith(bigNumberMark);
}

function withExactIds(text: string): string {
  if (!/"(?:id|image_id|category_id)"\s*:\s*-?\d{16}/u.test(text)) return text;
  return text.replace(bigId, (whole, key: string, digits: string) =>
    Number.isSafeInteger(Number(digits)) ? whole : `${key}"\\u0001${digits}"`,
  );
}

function complaint(text: string, error: unknown): string {
  if (text.trim() === '') return 'the file is empty';
  const found = findJsonError(text);
  if (found !== null) return `${place(text, found.at)}: ${found.reason}`;
  return error instanceof Error ? error.message : String(error);
}

function place(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`;
}
