"""Average precision by pycocotools on random boxes: `python coco_ap.py` rewrites coco-ap.json.

Scores are distinct multiples of 1/4096 and coordinates multiples of 1/4, so that float32 holds them exactly and no order is left to chance.
"""

import contextlib
import io
import json
from pathlib import Path

import numpy as np
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

IMAGES, CLASSES, SIDE = 12, 3, 256
rng = np.random.default_rng(7)
scores = iter(rng.permutation(np.arange(1, 4096)) / 4096)


def random_box():
    w, h = rng.integers(40, 320, 2) / 4
    return [rng.integers(0, 4 * (SIDE - w)) / 4, rng.integers(0, 4 * (SIDE - h)) / 4, w, h]


def shaken(box, amount):
    x, y, w, h = box
    dx, dy, dw, dh = np.round(rng.normal(0, amount, 4) * [w, h, w, h] * 4) / 4
    return [x + dx, y + dy, max(2, w + dw), max(2, h + dh)]


def corners(box):
    x, y, w, h = (float(v) for v in box)
    return [x, y, x + w, y + h]


images = []
for index in range(IMAGES):
    gt = [(int(rng.integers(CLASSES)), random_box()) for _ in range(rng.integers(1, 7))]
    found = []
    for label, box in gt:
        # A second ground truth beside the first one, so that the two rules of matching differ.
        if rng.random() < 0.3:
            gt.append((label, shaken(box, 0.12)))
        for _ in range(rng.integers(0, 4)):
            wrong = rng.random() < 0.15
            found.append(((label + 1) % CLASSES if wrong else label, shaken(box, rng.choice([0.02, 0.06, 0.12]))))
        if len(gt) > 8:
            break
    found += [(int(rng.integers(CLASSES)), random_box()) for _ in range(rng.integers(0, 6))]
    if index == 3:
        # More than 100 of one class in one image: only the best 100 count.
        found += [(0, random_box()) for _ in range(130)]
    images.append({"gt": gt, "detections": [(label, next(scores), box) for label, box in found]})

coco = COCO()
coco.dataset = {
    "images": [{"id": i + 1} for i in range(IMAGES)],
    "categories": [{"id": k + 1} for k in range(CLASSES)],
    "annotations": [
        {"id": n + 1, "image_id": i + 1, "category_id": k + 1, "bbox": box, "area": box[2] * box[3], "iscrowd": 0}
        for n, (i, k, box) in enumerate((i, k, box) for i, image in enumerate(images) for k, box in image["gt"])
    ],
}
results = [
    {"image_id": i + 1, "category_id": k + 1, "score": score, "bbox": box}
    for i, image in enumerate(images)
    for k, score, box in image["detections"]
]
with contextlib.redirect_stdout(io.StringIO()):
    coco.createIndex()
    evaluation = COCOeval(coco, coco.loadRes(results), "bbox")
    evaluation.evaluate()
    evaluation.accumulate()
    evaluation.summarize()
# [threshold, recall, class, area, maxDets]; the first area is "all", the last limit 100.
precision = evaluation.eval["precision"][:, :, :, 0, -1]

golden = {
    "source": "pycocotools, COCOeval bbox, maxDets 100, area all",
    "classCount": CLASSES,
    "images": [
        {
            "gt": [{"classIndex": k, "box": corners(box)} for k, box in image["gt"]],
            "detections": [
                {"classIndex": k, "score": float(score), "box": corners(box)} for k, score, box in image["detections"]
            ],
        }
        for image in images
    ],
    "ap50": [float(precision[0, :, k].mean()) for k in range(CLASSES)],
    "ap": [float(precision[:, :, k].mean()) for k in range(CLASSES)],
    "meanAp50": float(evaluation.stats[1]),
    "meanAp": float(evaluation.stats[0]),
}
Path(__file__).with_name("coco-ap.json").write_text(json.dumps(golden) + "\n")
