"""torchvision's ColorJitter with bytes in and out: brightness, contrast, saturation and hue in random order, cut to 0 … 255 after each."""

from dataclasses import dataclass
from typing import Callable, List, Tuple

import numpy as np

from seeded_random import Random

Range = Tuple[float, float]


@dataclass(frozen=True)
class Ranges:
    factors: Range = (0.6, 1.4)
    contrast: Range = (0.6, 1.4)
    hue: Range = (-0.1, 0.1)


USUAL = Ranges()
# The contrast of the photometric family (public/augment.py).
WIDE_CONTRAST = Ranges(contrast=(0.1, 1.6))


def draw_jitter(ranges: Ranges, random: Random) -> Callable[[np.ndarray], np.ndarray]:
    changes: List[Tuple[Callable, float]] = [
        (_brightness, random.uniform(*ranges.factors)),
        (_contrast, random.uniform(*ranges.contrast)),
        (_saturation, random.uniform(*ranges.factors)),
        (_hue, random.uniform(*ranges.hue)),
    ]
    random.shuffle(changes)

    def jitter(image: np.ndarray) -> np.ndarray:
        values = image.astype(np.float32)
        for change, amount in changes:
            values = change(values.astype(np.float64), amount).astype(np.float32)
        return np.floor(values.astype(np.float64) + 0.5).astype(np.uint8)

    return jitter


def _grey(values: np.ndarray) -> np.ndarray:
    return 0.2989 * values[..., 0] + 0.587 * values[..., 1] + 0.114 * values[..., 2]


def _blend(values: np.ndarray, factor: float, other: np.ndarray) -> np.ndarray:
    return np.clip(factor * values + (1 - factor) * other, 0, 255)


def _brightness(values: np.ndarray, factor: float) -> np.ndarray:
    return _blend(values, factor, np.zeros(1))


def _contrast(values: np.ndarray, factor: float) -> np.ndarray:
    grey = _grey(values).reshape(-1)
    return _blend(values, factor, np.add.accumulate(grey)[-1] / len(grey))  # summed in order, as the playground does


def _saturation(values: np.ndarray, factor: float) -> np.ndarray:
    return _blend(values, factor, _grey(values)[..., None])


def _hue(values: np.ndarray, turn: float) -> np.ndarray:
    """Rotates the hue and keeps HSV's saturation and value: channel n of (5, 3, 1) is V − C · max(0, min(k, 4 − k, 1)), k = (n + 6 H) mod 6."""
    r, g, b = values[..., 0], values[..., 1], values[..., 2]
    top = values.max(-1)
    chroma = top - values.min(-1)
    grey = chroma == 0
    c = np.where(grey, 1, chroma)
    sector = np.where(top == r, (g - b) / c, np.where(top == g, 2 + (b - r) / c, 4 + (r - g) / c))
    hue = np.fmod(np.fmod(sector / 6 + turn, 1) + 1, 1)
    k = np.fmod(np.array([5, 3, 1]) + 6 * hue[..., None], 6)
    turned = top[..., None] - chroma[..., None] * np.maximum(0, np.minimum(np.minimum(k, 4 - k), 1))
    return np.where(grey[..., None], values, turned)
