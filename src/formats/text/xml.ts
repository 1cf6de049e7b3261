/** A strict reader of plain XML: elements and text, as annotation files have them. No document type declares an entity, so none can expand. */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';

export interface XmlElement {
  readonly name: string;
  /** All text directly inside, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

const deepest = 32;
/** Of a document type: a name, the address of its definition, which is never fetched, and declarations. */
const longestType = 10_000;
/** Without declarations of its own, or with those of elements and attributes, which change nothing; never of entities. */
const documentType =
  /^<!DOCTYPE\s[^<>[\]]*(?:\[(?:\s|<!(?:ELEMENT|ATTLIST)\s[^<>[\]%&]*>|<!--(?:(?!-->)[^])*-->)*\]\s*)?>/u;
const name = String.raw`[\p{L}_][\p{L}\p{M}\p{N}_.:·-]*`;
const tag = new RegExp(String.raw`<(/?)(${name})((?:\s+${name}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>`, 'uy');
/** What carries no content: its beginning and its end. */
const skipped = [
  ['<!--', '-->'],
  ['<?', '?>'],
] as const;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document. Attributes are checked and dropped.
 * @throws FormatError `invalid-data` that names the line
 */
export function parseXml(source: string): XmlElement {
  const text = source.replace(/^\uFEFF/u, '');
  const root: OpenElement = { name: '', text: '', children: [] };
  const open: OpenElement[] = [root];
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const until = next < 0 ? text.length : next;
    const inner = open.at(-1)!;
    const found = decoded(text.slice(at, until), text, at);
    if (inner === root && found.trim() !== '') throw broken(text, at, 'there is text outside of the root element');
    inner.text += found;
    if (next < 0) break;
    at = after(text, next, open);
  }
  const [element, ...others] = root.children;
  if (open.length > 1) throw broken(text, text.length, `<${open.at(-1)!.name}> is never closed`);
  if (element === undefined) throw broken(text, 0, text.trim() === '' ? 'the file is empty' : 'there is no element');
  if (others.length > 0) throw broken(text, text.length, 'there is more than one root element');
  return element;
}

/** Reads what begins at `at` with `<`. @returns where it ends */
function after(text: string, at: number, open: OpenElement[]): number {
  for (const [begin, end] of skipped) if (text.startsWith(begin, at)) return endOf(text, at, end) + end.length;
  if (text.startsWith('<![CDATA[', at)) {
    const end = endOf(text, at, ']]>');
    open.at(-1)!.text += text.slice(at + 9, end);
    return end + 3;
  }
  const type = documentType.exec(text.slice(at, at + longestType))?.[0];
  if (type !== undefined && open.length === 1) return at + type.length;
  if (text.startsWith('<!', at)) throw broken(text, at, 'a document type that declares entities is not read');
  tag.lastIndex = at;
  const [whole, closing, tagName = '', , single] = tag.exec(text) ?? [];
  if (whole === undefined)
    throw broken(
      text,
      at,
      text.includes('>', at) ? 'there is a tag that is none' : 'the file ends in the middle of a tag',
    );
  if (closing === '/') {
    const element = open.length > 1 ? open.pop()! : null;
    if (element?.name !== tagName)
      throw broken(text, at, `</${tagName}> closes ${element === null ? 'nothing' : `<${element.name}>`}`);
    open.at(-1)!.children.push({ ...element, text: element.text.trim() });
  } else if (single === '/') open.at(-1)!.children.push({ name: tagName, text: '', children: [] });
  else if (open.length > deepest) throw broken(text, at, `elements are nested more than ${deepest} deep`);
  else open.push({ name: tagName, text: '', children: [] });
  return at + whole.length;
}

function endOf(text: string, at: number, mark: string): number {
  const end = text.indexOf(mark, at);
  if (end < 0) throw broken(text, at, `“${mark}” is missing`);
  return end;
}

function decoded(part: string, text: string, at: number): string {
  if (!part.includes('&')) return part;
  return part.replaceAll(/&(#x[\da-f]+|#\d+|\w+)?;?/giu, (whole, code: string | undefined) => {
    const known = code !== undefined && whole.endsWith(';') ? character(code) : undefined;
    if (known === undefined) throw broken(text, at, `“${whole.slice(0, 20)}” is no entity of plain XML`);
    return known;
  });
}

function character(code: string): string | undefined {
  if (!code.startsWith('#')) return Object.hasOwn(entities, code) ? entities[code] : undefined;
  const point = code[1]?.toLowerCase() === 'x' ? Number.parseInt(code.slice(2), 16) : Number(code.slice(1));
  return point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
}

function broken(text: string, at: number, what: string): FormatError {
  const line = text.slice(0, at).split('\n').length;
  return new CodedError('invalid-data', `line ${line}: ${what}`, 'Repair the file, or get the original one.');
}
