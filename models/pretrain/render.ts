/**
 * Renders one part of the pretraining images: `tsx render.ts --split clip --from 0 --to 500 --out file`.
 * Writes `<out>.u8` (96×96×3 bytes an image) and `<out>.jsonl` (a label a line). One seed, one result, whatever else runs beside it.
 */
import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { allConditions, benchmarkDomains } from '../../src/scenes/conditions';
import { Random } from '../../src/scenes/scene-random';
import { renderScene } from '../../src/scenes/render';
import { sceneSeed, type SceneSplit } from '../../src/scenes/splits';
import type { Condition, Scene, SceneObject } from '../../src/scenes/types';
import type { RgbImage } from '../../src/geometry/rgb-image';

const side = 96;
const sceneSide = 256;
const objectsPerScene = 4;
const smallestObject = 9;

interface Square {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Linear resampling that averages where it shrinks; pixels beyond the border repeat it. */
function cropAndResize(image: RgbImage, { x, y, width, height }: Square): Uint8Array {
  const columns = taps(x, width, image.width);
  const rows = taps(y, height, image.height);
  const top = Math.max(0, Math.floor(y) - 2);
  const bottom = Math.min(image.height, Math.ceil(y + height) + 3);
  const narrow = new Float32Array((bottom - top) * side * 3);
  for (let r = top; r < bottom; r++) {
    for (let i = 0; i < side; i++) {
      const { first, weights } = columns[i]!;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0; k < weights.length; k++) {
        const source = (r * image.width + clampIndex(first + k, image.width)) * 3;
        const w = weights[k]!;
        red += w * image.data[source]!;
        green += w * image.data[source + 1]!;
        blue += w * image.data[source + 2]!;
      }
      const target = ((r - top) * side + i) * 3;
      narrow[target] = red;
      narrow[target + 1] = green;
      narrow[target + 2] = blue;
    }
  }
  const result = new Uint8Array(side * side * 3);
  const line = new Float32Array(side * 3);
  for (let j = 0; j < side; j++) {
    const { first, weights } = rows[j]!;
    line.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const source = (Math.min(bottom - 1, Math.max(top, first + k)) - top) * side * 3;
      const w = weights[k]!;
      for (let i = 0; i < side * 3; i++) line[i]! += w * narrow[source + i]!;
    }
    for (let i = 0; i < side * 3; i++) result[j * side * 3 + i] = Math.min(255, Math.max(0, Math.round(line[i]!)));
  }
  return result;
}

function clampIndex(index: number, size: number): number {
  return index < 0 ? 0 : index >= size ? size - 1 : index;
}

/** For each output pixel the input pixels under a triangle, as wide as the reduction asks. */
function taps(start: number, length: number, size: number): { first: number; weights: number[] }[] {
  const scale = length / side;
  const reach = Math.max(1, scale);
  return Array.from({ length: side }, (_, i) => {
    const centre = start + (i + 0.5) * scale;
    const first = Math.max(Math.floor(centre - reach), -1);
    const last = Math.min(Math.ceil(centre + reach), size);
    const weights: number[] = [];
    for (let k = first; k <= last; k++) weights.push(Math.max(0, 1 - Math.abs(k + 0.5 - centre) / reach));
    const sum = weights.reduce((a, b) => a + b, 0);
    return { first, weights: weights.map((w) => w / sum) };
  });
}

/** A square around the object, `context` times its longer side, moved a little, kept inside the scene where it fits. */
function squareAround(object: SceneObject, context: number, random: Random): Square {
  const [x1, y1, x2, y2] = object.box;
  const size = Math.max(x2 - x1, y2 - y1) * context;
  const slack = (size - Math.max(x2 - x1, y2 - y1)) / 2;
  const centre = (a: number, b: number) => (a + b) / 2 + random.range(-slack, slack) * 0.7;
  const place = (c: number) =>
    size >= sceneSide ? (sceneSide - size) / 2 : Math.min(Math.max(c - size / 2, 0), sceneSide - size);
  return { x: place(centre(x1, x2)), y: place(centre(y1, y2)), width: size, height: size };
}

/** The box itself with a small margin, stretched to a square, as a detector pools its regions. */
function stretchedBox(object: SceneObject, context: number): Square {
  const [x1, y1, x2, y2] = object.box;
  const [width, height] = [(x2 - x1) * context, (y2 - y1) * context];
  return { x: (x1 + x2 - width) / 2, y: (y1 + y2 - height) / 2, width, height };
}

/** Classes that one can make out in a view: mostly inside, visible, not tiny. */
function contents(scene: Scene, view: Square): number[] {
  const found = new Set<number>();
  for (const { box, classIndex, visibility } of scene.objects) {
    const width = Math.min(box[2], view.x + view.width) - Math.max(box[0], view.x);
    const height = Math.min(box[3], view.y + view.height) - Math.max(box[1], view.y);
    if (width <= 0 || height <= 0) continue;
    const share = (width * height) / ((box[2] - box[0]) * (box[3] - box[1]));
    const longest = (Math.max(box[2] - box[0], box[3] - box[1]) * side) / view.width;
    if (share > 0.5 && visibility > 0.4 && longest >= 8) found.add(classIndex);
  }
  return [...found].sort((a, b) => a - b);
}

/** Four in ten scenes are of the five benchmark domains, the others of all eighteen conditions. */
function drawCondition(random: Random): Condition {
  return random.chance(0.4) ? random.pick(benchmarkDomains).condition : random.pick(allConditions);
}

function* viewsOf(scene: Scene, random: Random, varied: boolean): Generator<{ view: Square; label: object }> {
  const { condition, severity } = scene;
  const common = { time: condition.time, weather: condition.weather, severity };
  const whole = { x: 0, y: 0, width: sceneSide, height: sceneSide };
  yield { view: whole, label: { ...common, kind: 'scene', contents: contents(scene, whole) } };
  if (varied) {
    const size = sceneSide * random.range(0.55, 1);
    const view = {
      x: random.range(0, sceneSide - size),
      y: random.range(0, sceneSide - size),
      width: size,
      height: size,
    };
    yield { view, label: { ...common, kind: 'scene', contents: contents(scene, view) } };
  }
  const candidates = scene.objects.filter(
    ({ box, visibility }) => visibility >= 0.4 && Math.max(box[2] - box[0], box[3] - box[1]) >= smallestObject,
  );
  const count = varied ? Math.min(objectsPerScene, candidates.length) : candidates.length;
  for (let i = 0; i < count; i++) {
    const object = candidates.splice(varied ? random.int(0, candidates.length - 1) : 0, 1)[0]!;
    const stretched = varied && random.chance(0.25);
    const view = stretched
      ? stretchedBox(object, random.range(1, 1.2))
      : squareAround(object, varied ? random.range(1, 1.6) : 1.25, random);
    const size = Math.max(object.box[2] - object.box[0], object.box[3] - object.box[1]);
    const { class: name, colour, visibility } = object;
    yield { view, label: { ...common, kind: 'object', class: name, colour, visibility, size } };
  }
}

const { values } = parseArgs({
  options: {
    split: { type: 'string', default: 'clip' },
    from: { type: 'string' },
    to: { type: 'string' },
    out: { type: 'string' },
    condition: { type: 'string' },
  },
});
const split = values.split as SceneSplit;
const out = values.out!;
const fixed = allConditions.find(({ time, weather }) => `${time}-${weather}` === values.condition);
const file = openSync(`${out}.u8.part`, 'w');
const labels: string[] = [];
for (let index = Number(values.from); index < Number(values.to); index++) {
  const seed = sceneSeed(split, index);
  const random = new Random(seed, 77);
  const condition = fixed ?? drawCondition(random);
  // Half of the training scenes have any severity, the others the one that the scene draws for itself; test scenes always the latter.
  const severity = !fixed && random.chance(0.5) ? random.next() : undefined;
  const scene = renderScene(seed, condition, {
    width: sceneSide,
    height: sceneSide,
    ...(severity === undefined ? {} : { severity }),
  });
  for (const { view, label } of viewsOf(scene, random, !fixed)) {
    writeSync(file, cropAndResize(scene.image, view));
    labels.push(JSON.stringify({ ...label, scene: index }));
  }
}
closeSync(file);
writeFileSync(`${out}.jsonl`, labels.join('\n') + '\n');
renameSync(`${out}.u8.part`, `${out}.u8`);
