import { FormatError } from '../formats/format-error';
import { parseXml, type XmlElement } from '../formats/xml';

/** An object as VOC writes it. */
export interface VocObject {
  readonly name: string;
  /** xmin, ymin, xmax, ymax: 1-based, both ends inside. */
  readonly box: readonly [number, number, number, number];
  readonly difficult: boolean;
}

/** What an annotation file of VOC says. */
export interface VocAnnotation {
  /** Null where it does not say, or says zero, as some tools do. */
  readonly size: { readonly width: number; readonly height: number } | null;
  readonly objects: readonly VocObject[];
  /** Objects that are left out, in sentences without their full stop. */
  readonly problems: readonly string[];
}

const sides = ['xmin', 'ymin', 'xmax', 'ymax'] as const;

/** @throws FormatError `invalid-data` for what is no annotation */
export function parseVocAnnotation(text: string): VocAnnotation {
  const root = parseXml(text);
  if (root.name !== 'annotation')
    throw new FormatError(
      'invalid-data',
      `the root element is <${root.name}>, not <annotation>`,
      'Put annotations of Pascal VOC there.',
    );
  const objects: VocObject[] = [];
  const problems: string[] = [];
  const elements = root.children.filter(({ name }) => name === 'object');
  for (const [index, element] of elements.entries()) {
    const name = textOf(element, 'name');
    const which = `object ${index + 1}${name === '' ? '' : ` (${name})`}`;
    const bounds = element.children.find((child) => child.name === 'bndbox');
    const box = sides.map((side) => numberOf(bounds, side));
    const wrong = box.findIndex((value) => !Number.isFinite(value));
    if (name === '') problems.push(`${which} has no <name>`);
    else if (bounds === undefined) problems.push(`${which} has no <bndbox>`);
    else if (wrong >= 0)
      problems.push(`${which} has a <${sides[wrong]}> that is no number (“${textOf(bounds, sides[wrong]!)}”)`);
    else
      objects.push({
        name,
        box: box as unknown as VocObject['box'],
        difficult: textOf(element, 'difficult') === '1',
      });
  }
  const size = root.children.find(({ name }) => name === 'size');
  const [width, height] = [numberOf(size, 'width'), numberOf(size, 'height')];
  return { size: width > 0 && height > 0 ? { width, height } : null, objects, problems };
}

function textOf(element: XmlElement | undefined, name: string): string {
  return element?.children.find((child) => child.name === name)?.text ?? '';
}

function numberOf(element: XmlElement | undefined, name: string): number {
  const text = textOf(element, name);
  return text === '' ? Number.NaN : Number(text);
}
