import { CodedError } from '../../errors/coded-error';
import { parseDecimal } from '../../formats/text/number-text';
import { parseXml, type XmlElement } from '../../formats/text/xml';
import type { PictureSize } from '../data-set';
import { readFlag } from '../flag';

/** An object as VOC writes it. */
export interface VocObject {
  readonly name: string;
  /** xmin, ymin, xmax, ymax: 1-based, both ends inside. */
  readonly box: readonly [number, number, number, number];
  readonly difficult: boolean;
  /** Its number among the objects of the file, from 1. */
  readonly place: number;
}

/** What an annotation file of VOC says. */
export interface VocAnnotation {
  /** Null where it does not say, or says zero, as some tools do. */
  readonly size: PictureSize | null;
  /** The picture's name; empty where it does not say. */
  readonly fileName: string;
  readonly objects: readonly VocObject[];
  /** In sentences: objects that are left out, and what was read in spite of its spelling. */
  readonly problems: readonly string[];
}

const sides = ['xmin', 'ymin', 'xmax', 'ymax'] as const;

/** @throws FormatError `invalid-data` for what is no annotation */
export function parseVocAnnotation(text: string): VocAnnotation {
  const root = parseXml(text);
  if (root.name !== 'annotation')
    throw new CodedError(
      'invalid-data',
      `the root element is <${root.name}>, not <annotation>`,
      'Put annotations of Pascal VOC there.',
    );
  const problems: string[] = [];
  const elements = root.children.filter(({ name }) => name === 'object');
  const objects = elements.flatMap((element, index) => readObject(element, index + 1, problems));
  const unread = root.children.reduce((sum, child) => sum + objectsNotRead(child), 0);
  if (unread > 0)
    problems.push(
      `${unread} more ${unread === 1 ? 'object is' : 'objects are'} left out: only an <object> directly in <annotation>, in small letters, is read.`,
    );
  const size = root.children.find(({ name }) => name === 'size');
  const [width, height] = [numberOf(size, 'width'), numberOf(size, 'height')];
  const known = width !== undefined && height !== undefined && width > 0 && height > 0;
  return { size: known ? { width, height } : null, fileName: textOf(root, 'filename'), objects, problems };
}

/** Objects where no reader of VOC looks for them. */
function objectsNotRead({ name, children }: XmlElement): number {
  const inner = children.reduce((sum, child) => sum + objectsNotRead(child), 0);
  const nested = children.filter((child) => child.name === 'object').length;
  return inner + nested + (name !== 'object' && name.toLowerCase() === 'object' ? 1 : 0);
}

function readObject(element: XmlElement, place: number, problems: string[]): VocObject | [] {
  const name = textOf(element, 'name');
  const which = `Object ${place}${name === '' ? '' : ` (${name})`}`;
  const bounds = element.children.find((child) => child.name === 'bndbox');
  const box = sides.map((side) => numberOf(bounds, side) ?? Number.NaN);
  const wrong = box.findIndex((value) => Number.isNaN(value));
  if (name === '') problems.push(`${which} has no <name>; it is left out.`);
  else if (bounds === undefined) problems.push(`${which} has no <bndbox>; it is left out.`);
  else if (wrong >= 0) {
    const side = sides[wrong]!;
    const said = bounds.children.some((child) => child.name === side) ? textOf(bounds, side) : null;
    const what = said === null ? `no <${side}>` : `a <${side}> that is no number (“${said.slice(0, 40)}”)`;
    problems.push(`${which} has ${what}; it is left out.`);
  } else
    return {
      name,
      box: box as unknown as VocObject['box'],
      difficult: readDifficult(element, which, problems),
      place,
    };
  return [];
}

function readDifficult(element: XmlElement, which: string, problems: string[]): boolean {
  const flag =
    element.children.find(({ name }) => name === 'difficult') ??
    element.children.find(({ name }) => name.toLowerCase() === 'difficult');
  const { on, odd } = readFlag(flag?.text);
  if (odd)
    problems.push(
      `${which} says neither yes nor no to <difficult> (“${flag!.text.slice(0, 40)}”); it counts as not difficult.`,
    );
  else if (flag !== undefined && flag.name !== 'difficult')
    problems.push(`${which} writes <${flag.name}> for <difficult>; it counts as ${on ? '' : 'not '}difficult.`);
  return on;
}

function textOf(element: XmlElement | undefined, name: string): string {
  return element?.children.find((child) => child.name === name)?.text ?? '';
}

function numberOf(element: XmlElement | undefined, name: string): number | undefined {
  return parseDecimal(textOf(element, name));
}
