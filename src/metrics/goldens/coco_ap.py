"""Average precision by pycocotools: `python coco_ap.py` rewrites coco-ap.json. Needs pycocotools 2.0 and numpy 1."""

import contextlib
import io
import itertools
import json
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from random_images import as_json, random_box, random_images

CLASSES = 4
# Ids need not be small, nor follow each other, nor grow with the classes.
CATEGORY_IDS = [90, 7, 2**40 + 1, 3]
IMAGE_ID = lambda index: 10**15 + 37 * index
ANNOTATION_ID = lambda index: 5_000_000_000 - 3 * index


def distinct(rng):
    return iter((rng.permutation(np.arange(1, 4096)) / 4096).tolist())


def plain(rng):
    images = random_images(rng, distinct(rng), 12, CLASSES)
    # More than 100 of one class in one image: only the best 100 count.
    scores = iter((rng.permutation(np.arange(1, 4096)) / 4096 + 1 / 8192).tolist())
    images[1].detections += [(0, next(scores), random_box(rng)) for _ in range(130)]
    return images


def crowds(rng):
    """Crowds beside objects, around them, and alone in their class and image; each takes many detections."""
    images = random_images(rng, distinct(rng), 20, CLASSES, difficult=0.3)
    for image in images[::4]:
        image.gt.append((int(rng.integers(CLASSES)), [8.0, 16.0, 200.0, 160.0], True))
    return images


def equal(rng):
    """Boxes on a coarse grid and few scores: overlaps and scores are often equal, and overlaps often stand at a threshold."""
    scores = itertools.cycle([0.25, 0.5, 0.125, 0.5, 0.75, 0.25])
    return random_images(rng, scores, 40, CLASSES, difficult=0.2, step=10)


def evaluate(images):
    coco = COCO()
    boxes = [(i, *gt) for i, image in enumerate(images) for gt in image.gt]
    coco.dataset = {
        "images": [{"id": IMAGE_ID(i)} for i in range(len(images))],
        "categories": [{"id": id} for id in CATEGORY_IDS],
        "annotations": [
            {
                "id": ANNOTATION_ID(n),
                "image_id": IMAGE_ID(i),
                "category_id": CATEGORY_IDS[k],
                "bbox": box,
                "area": box[2] * box[3],
                "iscrowd": int(difficult),
            }
            for n, (i, k, box, difficult) in enumerate(boxes)
        ],
    }
    results = [
        {"image_id": IMAGE_ID(i), "category_id": CATEGORY_IDS[k], "score": score, "bbox": box}
        for i, image in enumerate(images)
        for k, score, box in image.detections
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes(results), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    # [threshold, recall, class, area, maxDets]; classes go by their ids, the first area is "all", the last limit 100. -1 is a class without objects.
    precision = evaluation.eval["precision"][:, :, :, 0, -1]
    column = {id: at for at, id in enumerate(sorted(CATEGORY_IDS))}
    value = lambda part: None if (part == -1).all() else float(part.mean())
    return {
        "ap50": [value(precision[0, :, column[id]]) for id in CATEGORY_IDS],
        "ap": [value(precision[:, :, column[id]]) for id in CATEGORY_IDS],
        "meanAp50": float(evaluation.stats[1]),
        "meanAp": float(evaluation.stats[0]),
    }


cases = []
for seed, make in enumerate([plain, crowds, equal]):
    images = make(np.random.default_rng(seed))
    cases.append({"name": make.__name__, "classCount": CLASSES, "images": as_json(images), **evaluate(images)})
golden = {"source": "pycocotools 2.0.11, COCOeval bbox, maxDets 100, area all", "cases": cases}
Path(__file__).with_name("coco-ap.json").write_text(json.dumps(golden) + "\n")
