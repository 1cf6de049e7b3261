import { boxProblem } from './check-box';
import type { DataObject } from './data-set';

const unitImage = { width: 1, height: 1 };

export interface YoloLabel {
  /** Boxes in shares of the image. */
  readonly objects: readonly DataObject[];
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Reads a label file: `class x y width height` a line, centre and size in shares of the image; or `class x1 y1 x2 y2 x3 y3 …`, a polygon, which stands
 * for its box.
 * @param classFile names the classes; for problems
 */
export function parseYoloLabel(text: string, classCount: number, classFile: string): YoloLabel {
  const objects: DataObject[] = [];
  const problems: { line: number; reason: string }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const words = line.trim().split(/\s+/u);
    if (words[0] === '') continue;
    const [classIndex = NaN, ...numbers] = words.map(Number);
    const reason =
      lineProblem(words, classIndex, numbers) ??
      (classIndex < classCount
        ? null
        : `Class ${classIndex} is not in ${classFile}, which names ${classCount} (0 to ${classCount - 1}).`);
    const box = numbers.length === 4 ? centredBox(numbers) : polygonBox(numbers);
    const wrong = reason ?? (boxProblem(box, unitImage) === null ? null : `The line ${boxProblem(box, unitImage)}.`);
    if (wrong === null) objects.push({ classIndex, box, kind: 'plain' });
    else problems.push({ line: index + 1, reason: wrong });
  }
  return { objects, problems };
}

function lineProblem(words: readonly string[], classIndex: number, numbers: readonly number[]): string | null {
  const wrong = [classIndex, ...numbers].findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) return `“${words[wrong]!.slice(0, 20)}” is no number.`;
  if (!Number.isInteger(classIndex) || classIndex < 0) return `“${words[0]}” is no number of a class.`;
  if (numbers.length !== 4 && (numbers.length < 6 || numbers.length % 2 === 1))
    return `The line has ${words.length} numbers; a box has 5, a polygon 7, 9, 11 and so on.`;
  return null;
}

function centredBox(numbers: readonly number[]): DataObject['box'] {
  const [x = NaN, y = NaN, width = NaN, height = NaN] = numbers;
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

function polygonBox(numbers: readonly number[]): DataObject['box'] {
  const xs = numbers.filter((_, i) => i % 2 === 0);
  const ys = numbers.filter((_, i) => i % 2 === 1);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
