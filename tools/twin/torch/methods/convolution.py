"""RandConv (Xu et al., ICLR 2021) with mixing: (1 − a) x + a (W ∗ x) on the normalised image, as bytes again."""

import math
from typing import Callable

import numpy as np
import torch
from torch.nn.functional import conv2d

from scenes import MEAN, STD
from seeded_random import Random


def draw_convolution(random: Random) -> Callable[[np.ndarray], np.ndarray]:
    side = random.pick([1, 3, 5, 7])
    weights = 1 / math.sqrt(3 * side * side) * random.normals(9 * side * side)
    share = random.next()
    return lambda image: convolved(image, weights.reshape(3, 3, side, side), share)


def convolved(image: np.ndarray, weights: np.ndarray, share: float) -> np.ndarray:
    """`weights` [O, I, k, k]; beyond the edge the normalised image is 0."""
    mean, std = np.array(MEAN), np.array(STD)
    x = torch.from_numpy((image / 255 - mean) / std).permute(2, 0, 1)[None]
    mixed = (1 - share) * x + share * conv2d(x, torch.from_numpy(weights), padding=weights.shape[-1] // 2)
    values = mixed[0].permute(1, 2, 0).numpy() * std + mean
    return np.floor(np.clip(255 * values, 0, 255) + 0.5).astype(np.uint8)
