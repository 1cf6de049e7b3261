import { parseDecimal } from '../../formats/text/number-text';
import { boxProblem } from '../check-box';
import type { DataObject } from '../data-set';
import type { YoloConfig } from './yolo-config';

/** Coordinates beyond 0 to 1 by so much are rounded, not wrong. */
const rounding = 0.001;

export interface YoloLabel {
  /** Boxes in shares of the image. */
  readonly objects: readonly DataObject[];
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Reads a label file: `class x y width height` a line, centre and size in shares of the image; with key points behind them, where the configuration
 * says so; else `class x1 y1 x2 y2 x3 y3 …`, a polygon, which stands for its box. A line that stands twice counts once.
 */
export function parseYoloLabel(
  text: string,
  { classes, path, keyPoints }: Pick<YoloConfig, 'classes' | 'path' | 'keyPoints'>,
): YoloLabel {
  const objects: DataObject[] = [];
  const problems: { line: number; reason: string }[] = [];
  const lines = new Map<string, number>();
  for (const [index, line] of text.split(/\r\n?|\n/u).entries()) {
    const words = line.trim().split(/\s+/u);
    if (words[0] === '') continue;
    const place = index + 1;
    const [classIndex = NaN, ...numbers] = words.map((word) => parseDecimal(word) ?? Number.NaN);
    const reason = lineProblem(words, classIndex, numbers, keyPoints) ?? classProblem(classIndex, classes.length, path);
    const box = numbers.length === 4 || keyPoints !== null ? centredBox(numbers) : polygonBox(numbers);
    const empty = reason === null ? boxProblem(box) : null;
    const key = [classIndex, ...box].join(' ');
    const before = lines.get(key);
    if (reason !== null) problems.push({ line: place, reason });
    else if (empty !== null) problems.push({ line: place, reason: `The line ${empty}; it is left out.` });
    else if (before !== undefined)
      problems.push({ line: place, reason: `The line says the same as line ${before}; they count once.` });
    else {
      lines.set(key, place);
      objects.push({ classIndex, box, kind: 'plain', place });
    }
  }
  return { objects, problems };
}

function classProblem(classIndex: number, count: number, path: string): string | null {
  return classIndex < count
    ? null
    : `Class ${classIndex} is not in ${path}, which names ${count} (0 to ${count - 1}); the line is left out.`;
}

function lineProblem(
  words: readonly string[],
  classIndex: number,
  numbers: readonly number[],
  keyPoints: YoloConfig['keyPoints'],
): string | null {
  const wrong = [classIndex, ...numbers].findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) return `“${words[wrong]!.slice(0, 20)}” is no number; the line is left out.`;
  if (!Number.isInteger(classIndex) || classIndex < 0)
    return `“${words[0]!.slice(0, 20)}” is no number of a class; the line is left out.`;
  const counts = countProblem(words.length, numbers.length, keyPoints);
  if (counts !== null) return `${counts}; the line is left out.`;
  // Behind a box, numbers of key points may be their visibility.
  const coordinates = keyPoints === null ? numbers : numbers.slice(0, 4);
  const beyond = coordinates.find((value) => value > 1 + rounding || value < -rounding);
  return beyond === undefined
    ? null
    : `${beyond} is no share of the image's width or height, which lie between 0 and 1: the line is not normalised, and is left out.`;
}

function countProblem(words: number, numbers: number, keyPoints: YoloConfig['keyPoints']): string | null {
  if (numbers === 4) return null;
  if (keyPoints === null)
    return numbers >= 6 && numbers % 2 === 0
      ? null
      : `The line has ${words} numbers; a box has 5, a polygon 7, 9, 11 and so on`;
  const [points, each] = keyPoints;
  return numbers === 4 + points * each
    ? null
    : `The line has ${words} numbers; a box has 5, and with ${points} key points of ${each} numbers ${5 + points * each}`;
}

function centredBox(numbers: readonly number[]): DataObject['box'] {
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbers;
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

function polygonBox(numbers: readonly number[]): DataObject['box'] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    box[0] = Math.min(box[0], numbers[i]!);
    box[1] = Math.min(box[1], numbers[i + 1]!);
    box[2] = Math.max(box[2], numbers[i]!);
    box[3] = Math.max(box[3], numbers[i + 1]!);
  }
  return box;
}
