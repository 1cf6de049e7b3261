"""Boxes as the playground computes them: in double precision from single, and stored in single. Rows [x1, y1, x2, y2] in pixels."""

import math
from typing import Sequence

import numpy as np

RPN_WEIGHTS = (1.0, 1.0, 1.0, 1.0)
BOX_HEAD_WEIGHTS = (10.0, 10.0, 5.0, 5.0)
LARGEST_SIZE_DELTA = math.log(1000 / 16)


def pairwise_iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """[N, M] in single precision."""
    return _iou(a.astype(np.float64)[:, None], b.astype(np.float64)).astype(np.float32)


def _iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    width = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    height = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    area = lambda rows: (rows[..., 2] - rows[..., 0]) * (rows[..., 3] - rows[..., 1])
    return shared / (area(a) + area(b) - shared)


def encode(references: np.ndarray, targets: np.ndarray, weights: Sequence[float]) -> np.ndarray:
    """Deltas that turn each reference box into its target (detectron2 Box2BoxTransform)."""
    a, b = references.astype(np.float64), targets.astype(np.float64)
    size, wanted = a[:, 2:] - a[:, :2], b[:, 2:] - b[:, :2]
    shift = weights[0] * (b[:, :2] + wanted / 2 - (a[:, :2] + size / 2)) / size
    return np.concatenate([shift, weights[2] * np.log(wanted / size)], 1).astype(np.float32)


def decode(references: np.ndarray, deltas: np.ndarray, weights: Sequence[float]) -> np.ndarray:
    """The inverse: [R, 4] and [R, ..., 4] → [R, ..., 4]; sizes grow to 1000/16 of the reference at most."""
    a = references.astype(np.float64).reshape(len(references), *[1] * (deltas.ndim - 2), 4)
    deltas = deltas.astype(np.float64) / np.array(weights)
    size = a[..., 2:] - a[..., :2]
    centre = a[..., :2] + size / 2 + deltas[..., :2] * size
    half = np.exp(np.minimum(deltas[..., 2:], LARGEST_SIZE_DELTA)) * size / 2
    return np.concatenate([centre - half, centre + half], -1).astype(np.float32)


def clip_boxes(boxes: np.ndarray, width: int, height: int) -> np.ndarray:
    return np.clip(boxes, 0, np.array([width, height, width, height], np.float32))


def nonempty(boxes: np.ndarray) -> np.ndarray:
    return (boxes[..., 2] > boxes[..., 0]) & (boxes[..., 3] > boxes[..., 1])


def nms(boxes: np.ndarray, threshold: float, most: int) -> np.ndarray:
    """Rows that are kept of boxes that are sorted already: one goes when its IoU with a better one is strictly greater."""
    boxes = boxes.astype(np.float64)
    left, kept = np.arange(len(boxes)), []
    while len(left) > 0 and len(kept) < most:
        best, left = left[0], left[1:]
        kept.append(best)
        left = left[_iou(boxes[best], boxes[left]) <= threshold]
    return np.array(kept, np.int64)
