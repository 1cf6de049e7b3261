"""Random images for the goldens: ground truth, and detections around it.

Coordinates are multiples of 1/4 and scores are float32 numbers, so that no rounding of ours stands between the numbers and their goldens.
"""

from dataclasses import dataclass, field

import numpy as np

SIDE = 256


@dataclass
class Image:
    gt: list = field(default_factory=list)  # (class, [x, y, w, h], difficult)
    detections: list = field(default_factory=list)  # (class, score, [x, y, w, h])


def random_box(rng, step=0.25):
    w, h = np.round(rng.uniform(10, 80, 2) / step) * step
    return [float(np.round(rng.uniform(0, SIDE - side) / step) * step) for side in (w, h)] + [float(w), float(h)]


def shaken(rng, box, amount, step=0.25):
    x, y, w, h = box
    dx, dy, dw, dh = np.round(rng.normal(0, amount, 4) * [w, h, w, h] / step) * step
    return [max(0.0, float(x + dx)), max(0.0, float(y + dy)), max(step, float(w + dw)), max(step, float(h + dh))]


def random_images(rng, scores, count, classes, difficult=0.0, step=0.25):
    """Images of which some have no objects, no detections, or neither. Class `classes - 1` has no object at all."""
    images = []
    for index in range(count):
        image = Image()
        objects = 0 if index % 5 == 3 else int(rng.integers(1, 7))
        for _ in range(objects):
            label = int(rng.integers(classes - 1))
            box = random_box(rng, step)
            image.gt.append((label, box, bool(rng.random() < difficult)))
            # A second object beside the first one, so that rules of matching differ.
            if rng.random() < 0.3:
                image.gt.append((label, shaken(rng, box, 0.12, step), bool(rng.random() < difficult)))
        if index % 7 != 5:
            for label, box, _ in list(image.gt):
                for _ in range(int(rng.integers(0, 4))):
                    wrong = rng.random() < 0.15
                    near = shaken(rng, box, rng.choice([0.02, 0.06, 0.12]), step)
                    image.detections.append(((label + 1) % classes if wrong else label, next(scores), near))
            for _ in range(int(rng.integers(0, 6))):
                image.detections.append((int(rng.integers(classes)), next(scores), random_box(rng, step)))
        images.append(image)
    return images


def corners(box):
    """x1, y1, x2, y2 as float32 numbers, which detectors give."""
    x, y, w, h = box
    return [float(np.float32(side)) for side in (x, y, x + w, y + h)]


def as_json(images):
    return [
        {
            "gt": [
                {"classIndex": k, "box": corners(box), **({"difficult": True} if difficult else {})}
                for k, box, difficult in image.gt
            ],
            "detections": [{"classIndex": k, "score": score, "box": corners(box)} for k, score, box in image.detections],
        }
        for image in images
    ]
