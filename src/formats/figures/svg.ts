/** SVG as a tree, which the page shows and a file keeps, and the provenance that the file carries. */
import { CodedError } from '../../errors/coded-error';
import { wellFormedJson } from '../text/well-formed-json';
import { onPaper } from './figure-colours';

export type SvgAttributes = Readonly<Record<string, string | number>>;

/** An element. */
export interface SvgNode {
  readonly name: string;
  readonly attributes: SvgAttributes;
  /** What stands in it: elements, and texts as they are read. */
  readonly children: readonly (SvgNode | string)[];
}

/** A picture. Its colours are names (`figure-colours.ts`), which the page's theme fills in, and a file in its own way. */
export interface Drawing {
  /** Pixels at its usual size. */
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly SvgNode[];
}

/** An element: its name, its attributes, and what stands in it. */
export function svgElement(
  name: string,
  attributes: SvgAttributes,
  ...children: readonly (SvgNode | string)[]
): SvgNode {
  return { name, attributes, children };
}

/** A drawing in another one, as large as its own size times `scale`. */
export function nestDrawing({ width, height, nodes }: Drawing, x: number, y: number, scale: number): SvgNode {
  const size = { width: width * scale, height: height * scale };
  return svgElement('svg', { x, y, ...size, viewBox: `0 0 ${width} ${height}` }, ...nodes);
}

/** An element as markup, with the colours of paper. */
export function writeSvg({ name, attributes, children }: SvgNode): string {
  const head = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(onPaper(String(value)))}"`),
  ].join(' ');
  if (children.length === 0) return `<${head}/>`;
  const content = children.map((child) => (typeof child === 'string' ? escapeXml(child) : writeSvg(child)));
  return `<${head}>${content.join('')}</${name}>`;
}

/** A text as markup. Characters that XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/(?![\t\n\r\x7f-\x9f])[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll(/[&<>"\r]/gu, (character) => `&#${character.codePointAt(0)};`);
}

interface SvgDocument {
  /** What a screen reader says. */
  readonly title: string;
  /** Kept as JSON in `<metadata>`. */
  readonly metadata: unknown;
}

/** A drawing as a file of its own, on white. */
export function svgDocument({ width, height, nodes }: Drawing, { title, metadata }: SvgDocument): string {
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  const document = svgElement(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', ...size, role: 'img', 'font-family': 'Helvetica, Arial, sans-serif' },
    svgElement('title', {}, title),
    svgElement('metadata', {}, asciiJson(metadata)),
    svgElement('rect', { width, height, fill: '#ffffff' }),
    ...nodes,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${writeSvg(document)}\n`;
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
    throw new CodedError('invalid-data', 'the metadata of the SVG are no JSON', 'Export the figure again.', { cause });
  }
}
