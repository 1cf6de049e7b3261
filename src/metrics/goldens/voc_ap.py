"""Average precision by detectron2's Pascal VOC evaluator: `python voc_ap.py` rewrites voc-ap.json. Needs detectron2, torch and numpy 1.

Each case has AP by `voc_eval` alone, on detections in full precision, and by the whole evaluator, as vidit09/domaingen runs it on Diverse Weather.
"""

import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from detectron2.data import MetadataCatalog
from detectron2.evaluation import PascalVOCDetectionEvaluator
from detectron2.evaluation.pascal_voc_evaluation import voc_eval
from detectron2.structures import Boxes, Instances

from random_images import SIDE, Image, as_json, corners, random_images

CLASSES = 4
NAMES = [f"class{k}" for k in range(CLASSES)]


def write_annotations(folder, images, inclusive):
    """Annotations and their list; `inclusive` turns a box into the four integers of a file."""
    for part in ("Annotations", "ImageSets/Main"):
        (folder / part).mkdir(parents=True)
    for index, image in enumerate(images):
        objects = []
        for k, box, difficult in image.gt:
            sides = "".join(f"<{s}>{v}</{s}>" for s, v in zip(("xmin", "ymin", "xmax", "ymax"), inclusive(corners(box))))
            objects.append(
                f"<object><name>{NAMES[k]}</name><pose>0</pose><truncated>0</truncated>"
                f"<difficult>{int(difficult)}</difficult><bndbox>{sides}</bndbox></object>"
            )
        (folder / f"Annotations/{index}.xml").write_text(f"<annotation>{''.join(objects)}</annotation>")
    (folder / "ImageSets/Main/test.txt").write_text("".join(f"{index}\n" for index in range(len(images))))


def class_ap(folder, lines, use_07_metric):
    """AP of each class from the lines of its detections; None where voc_eval divides by no object."""
    aps = []
    for k, name in enumerate(NAMES):
        (folder / f"{name}.txt").write_text("\n".join(lines[k]))
        with np.errstate(invalid="ignore"):
            _, _, ap = voc_eval(
                str(folder / "{}.txt"),
                str(folder / "Annotations/{}.xml"),
                str(folder / "ImageSets/Main/test.txt"),
                name,
                ovthresh=0.5,
                use_07_metric=use_07_metric,
            )
        aps.append(None if np.isnan(ap) else float(ap))
    return aps


def plain_ap(images):
    """VOC counts pixels from 1, and both ends are inside."""
    lines = [[] for _ in NAMES]
    for index, image in enumerate(images):
        for k, score, box in image.detections:
            x1, y1, x2, y2 = corners(box)
            lines[k].append(f"{index} {score!r} {x1 + 1!r} {y1 + 1!r} {x2!r} {y2!r}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_annotations(folder, images, lambda box: [int(box[0]) + 1, int(box[1]) + 1, int(box[2]), int(box[3])])
        return {"voc2007": class_ap(folder, lines, True), "vocArea": class_ap(folder, lines, False)}


def reference_ap(images):
    """The loader of domaingen writes int(x - 1) into the files of the ground truth; the boxes here are what it holds before `int`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_annotations(folder, images, lambda box: [int(side) for side in box])
        MetadataCatalog.get(name).set(dirname=str(folder), split="test", year=2007, thing_classes=NAMES)
        evaluator = PascalVOCDetectionEvaluator(name)
        evaluator.reset()
        for index, image in enumerate(images):
            found = Instances((SIDE, SIDE))
            found.pred_boxes = Boxes(torch.tensor([corners(box) for _, _, box in image.detections]).reshape(-1, 4))
            found.scores = torch.tensor([score for _, score, _ in image.detections])
            found.pred_classes = torch.tensor([k for k, _, _ in image.detections], dtype=torch.int64)
            evaluator.process([{"image_id": str(index)}], [{"instances": found}])
        lines = [evaluator._predictions[k] for k in range(CLASSES)]
        with np.errstate(invalid="ignore"):
            mean = evaluator.evaluate()["bbox"]["AP50"] / 100
        return {"reference": class_ap(folder, lines, True), "meanReference": float(mean)}


def scores_of(rng):
    """float32 scores that stay apart with three decimals, since the evaluator's sort leaves the order of equal ones to chance."""
    steps = rng.permutation(np.arange(1, 999)) / 1000 + rng.uniform(-0.0004, 0.0004, 998)
    return iter(steps.astype(np.float32).astype(float).tolist())


def whole(images):
    """The same with ground truth on whole pixels, as VOC's files have it."""
    for image in images:
        image.gt = [(k, [float(round(side)) for side in box], difficult) for k, box, difficult in image.gt]
    return images


def shrunk(images):
    """The same at a sixth of the size: coordinates need rounding, and one pixel more often decides about a match.

    Images without objects are left out, as the loader of Diverse Weather does.
    """
    sixth = lambda box: [side / 6 for side in box]
    return [
        Image(
            [(k, sixth(box), difficult) for k, box, difficult in image.gt],
            [(k, score, sixth(box)) for k, score, box in image.detections],
        )
        for image in images
        if image.gt
    ]


rng = np.random.default_rng(11)
plain = whole(random_images(rng, scores_of(rng), 14, CLASSES))
difficult = whole(random_images(rng, scores_of(rng), 14, CLASSES, difficult=0.3))
small = shrunk(random_images(rng, scores_of(rng), 24, CLASSES, difficult=0.1))

cases = []
for name, images in {"plain": plain, "difficult": difficult}.items():
    cases.append({"name": name, "classCount": CLASSES, "images": as_json(images), **plain_ap(images), **reference_ap(images)})
cases.append({"name": "small", "classCount": CLASSES, "images": as_json(small), **reference_ap(small)})
golden = {"source": "detectron2 02b5c4e2, PascalVOCDetectionEvaluator, IoU .5", "cases": cases}
Path(__file__).with_name("voc-ap.json").write_text(json.dumps(golden) + "\n")
