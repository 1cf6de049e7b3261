"""Anchors of the proposal network and how boxes are matched with ground truth (detectron2 `anchor_generator.py`, `matcher.py`)."""

import math
from typing import Sequence, Tuple

import numpy as np

from boxes import pairwise_iou

STRIDE = 16
RPN_THRESHOLDS = (np.float32(0.3), np.float32(0.7))
REGION_THRESHOLD = np.float32(0.5)


def grid_anchors(sizes: Sequence[float], ratios: Sequence[float], height: int, width: int) -> np.ndarray:
    """[height · width · A, 4] in the order (row, column, size, ratio); a cell's anchors are centred on its top left corner."""
    cell = []
    for size in sizes:
        for ratio in ratios:
            w = math.sqrt(size * size / ratio)
            h = ratio * w
            cell.append([-w / 2, -h / 2, w / 2, h / 2])
    y, x = np.meshgrid(np.arange(height) * STRIDE, np.arange(width) * STRIDE, indexing="ij")
    corners = np.stack([x, y, x, y], -1).reshape(-1, 1, 4)
    return (corners + np.array(cell, np.float32).astype(np.float64)).reshape(-1, 4).astype(np.float32)


def match_anchors(anchors: np.ndarray, gt: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Label (1 object, 0 background, -1 neither) and row of the ground truth of each anchor; each object's best anchors are positive."""
    if len(gt) == 0:
        return np.zeros(len(anchors), np.int8), np.zeros(len(anchors), np.int64)
    quality = pairwise_iou(gt, anchors)
    best = quality.max(0)
    labels = np.where(best >= RPN_THRESHOLDS[1], 1, np.where(best >= RPN_THRESHOLDS[0], -1, 0)).astype(np.int8)
    top = quality.max(1, keepdims=True)
    labels[((quality == top) & (top > 0)).any(0)] = 1
    return labels, quality.argmax(0)


def match_regions(regions: np.ndarray, gt: np.ndarray) -> Tuple[np.ndarray, np.ndarray]:
    """Label (1 object, 0 background) and row of the ground truth of each region."""
    if len(gt) == 0:
        return np.zeros(len(regions), np.int8), np.zeros(len(regions), np.int64)
    quality = pairwise_iou(gt, regions)
    return (quality.max(0) >= REGION_THRESHOLD).astype(np.int8), quality.argmax(0)
