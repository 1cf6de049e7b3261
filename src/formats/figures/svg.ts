/** SVG as text, and the provenance that it carries. */
import { CodedError } from '../../errors/coded-error';
import { wellFormedJson } from '../text/well-formed-json';

/** An element: its name, its attributes, and what stands in it, which is markup already. */
export function svgElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly string[]
): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(
    ' ',
  );
  return children.length === 0 ? `<${head}/>` : `<${head}>${children.join('')}</${name}>`;
}

/** A text as markup. Characters that XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r\x7f-\x9f])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"\r]/gu, (character) => `&#${character.codePointAt(0)};`);
}

interface SvgDocument {
  readonly width: number;
  readonly height: number;
  /** What a screen reader says. */
  readonly title: string;
  /** Kept as JSON in `<metadata>`. */
  readonly metadata: unknown;
}

/** A whole document on white. */
export function svgDocument({ width, height, title, metadata }: SvgDocument, ...children: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${svgElement(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', width, height, viewBox: `0 0 ${width} ${height}`, role: 'img' },
    svgElement('title', {}, escapeXml(title)),
    svgElement('metadata', {}, escapeXml(asciiJson(metadata))),
    svgElement('rect', { width, height, fill: '#ffffff' }),
    ...children,
  )}\n`;
}

/** JSON without the characters that XML does not hold. */
function asciiJson(value: unknown): string {
  return wellFormedJson(value).replaceAll(
    /[\x7f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The JSON of `<metadata>` that {@link svgDocument} wrote; null without any. @throws FormatError where it is no JSON */
export function readSvgMetadata(svg: string): unknown {
  const found = /<metadata>([^<]*)<\/metadata>/u.exec(svg)?.[1];
  if (found === undefined) return null;
  const json = found.replaceAll(/&#(\d{1,6});/gu, (_, code: string) => String.fromCodePoint(Number(code)));
  try {
    return JSON.parse(json);
  } catch (cause) {
    const error = new CodedError('invalid-data', 'the metadata of the SVG are no JSON', 'Export the figure again.');
    error.cause = cause;
    throw error;
  }
}
