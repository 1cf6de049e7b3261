/** Other words for the seven classes, as BDD-100k, Cityscapes, COCO, VOC and KITTI have them. */
const synonyms: readonly (readonly string[])[] = [
  ['bike', 'bicycle', 'pedal cycle'],
  ['motor', 'motorcycle', 'motorbike'],
  ['person', 'pedestrian', 'people'],
  ['car', 'automobile'],
  ['truck', 'lorry'],
  ['rider', 'cyclist'],
];

/** How the names of one data set map to those of a detector. */
export interface ClassMapping {
  /** For each name its index among the known ones; −1 where none fits. */
  readonly indices: readonly number[];
  /** Names that fit none. */
  readonly unknown: readonly string[];
}

/** Finds class names among those that a detector knows: the same but for case, spaces, `-` and `_`; else a synonym. */
export function matchClassNames(names: readonly string[], known: readonly string[]): ClassMapping {
  const plain = known.map(normalise);
  const indices = names.map((name) => {
    const wanted = normalise(name);
    const same = plain.indexOf(wanted);
    if (same >= 0) return same;
    const group = synonyms.find((words) => words.includes(wanted)) ?? [];
    return plain.findIndex((word) => group.includes(word));
  });
  return { indices, unknown: names.filter((_, i) => indices[i]! < 0) };
}

function normalise(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, ' ');
}
