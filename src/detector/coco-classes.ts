/** COCO's classes as microsoft/RegionCLIP counts them (`data/datasets/coco_zeroshot_categories.py`), all in COCO's own order. */

/** All 80. */
export const coco80 = named(
  'person, bicycle, car, motorcycle, airplane, bus, train, truck, boat, traffic light, fire hydrant, stop sign, parking meter, bench',
  'bird, cat, dog, horse, sheep, cow, elephant, bear, zebra, giraffe',
  'backpack, umbrella, handbag, tie, suitcase, frisbee, skis, snowboard, sports ball, kite, baseball bat, baseball glove, skateboard',
  'surfboard, tennis racket, bottle, wine glass, cup, fork, knife, spoon, bowl, banana, apple, sandwich, orange, broccoli, carrot',
  'hot dog, pizza, donut, cake, chair, couch, potted plant, bed, dining table, toilet, tv, laptop, mouse, remote, keyboard, cell phone',
  'microwave, oven, toaster, sink, refrigerator, book, clock, vase, scissors, teddy bear, hair drier, toothbrush',
);

/** In neither part of the open-vocabulary split. */
const outsideSplit = named(
  'traffic light, fire hydrant, stop sign, parking meter, sports ball, baseball bat, baseball glove, tennis racket, wine glass',
  'hot dog, potted plant, dining table, cell phone, teddy bear, hair drier',
);
/** The split's novel classes: no box of theirs is seen in training. */
const novel = named(
  'airplane, bus, cat, dog, cow, elephant, umbrella, tie, snowboard, skateboard, cup, knife, cake, couch, keyboard, sink, scissors',
);

/** The 48 base and 17 novel classes of the open-vocabulary split. */
export const coco65: readonly string[] = coco80.filter((name) => !outsideSplit.includes(name));
/** The base classes alone. */
export const coco48: readonly string[] = coco65.filter((name) => !novel.includes(name));

function named(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(', '));
}
