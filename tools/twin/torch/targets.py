"""Which anchors and regions enter the losses, and what they should say (detectron2 `label_and_sample_anchors`, `label_and_sample_proposals`)."""

from dataclasses import dataclass
from typing import Tuple

import numpy as np

from anchors import match_anchors, match_regions
from boxes import BOX_HEAD_WEIGHTS, RPN_WEIGHTS, encode
from seeded_random import Random


@dataclass(frozen=True)
class AnchorTargets:
    """Of one image: rows of the anchors in the loss, positives first, and the deltas of the positives."""

    rows: np.ndarray
    positives: int
    deltas: np.ndarray  # [positives, 4]


@dataclass(frozen=True)
class RegionTargets:
    """Of one image: regions in the losses, foreground first; the class of background is K."""

    boxes: np.ndarray  # [N, 4]
    classes: np.ndarray  # [N]
    deltas: np.ndarray  # [foreground, 4]


def sample(labels: np.ndarray, count: int, positive_fraction: float, random: Random) -> Tuple[np.ndarray, np.ndarray]:
    """Up to ⌊count · fraction⌋ positives, filled up with negatives."""
    positives, negatives = np.flatnonzero(labels == 1).tolist(), np.flatnonzero(labels == 0).tolist()
    positive_count = min(len(positives), int(count * positive_fraction))
    chosen = random.sample(positives, positive_count), random.sample(negatives, min(len(negatives), count - positive_count))
    return np.array(chosen[0], np.int64), np.array(chosen[1], np.int64)


def anchor_targets(anchors: np.ndarray, gt: np.ndarray, config: dict, random: Random) -> AnchorTargets:
    labels, of = match_anchors(anchors, gt)
    positives, negatives = sample(labels, config["rpnBatchSizePerImage"], config["rpnPositiveFraction"], random)
    deltas = encode(anchors[positives], gt[of[positives]], RPN_WEIGHTS)
    return AnchorTargets(np.concatenate([positives, negatives]), len(positives), deltas)


def region_targets(proposals: np.ndarray, gt: np.ndarray, classes: np.ndarray, config: dict, random: Random) -> RegionTargets:
    candidates = np.concatenate([proposals, gt])
    labels, of = match_regions(candidates, gt)
    positives, negatives = sample(labels, config["boxBatchSizePerImage"], config["boxPositiveFraction"], random)
    names = np.concatenate([classes[of[positives]], np.full(len(negatives), len(config["classes"]))]).astype(np.int64)
    deltas = encode(candidates[positives], gt[of[positives]], BOX_HEAD_WEIGHTS)
    return RegionTargets(candidates[np.concatenate([positives, negatives])], names, deltas)
