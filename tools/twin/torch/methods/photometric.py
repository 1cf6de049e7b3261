"""Changes of pixels that public/augment.py makes: corruptions, and the transforms of a policy. The noise has the playground's bits."""

import sys
from pathlib import Path
from typing import Callable

import numpy as np

from seeded_random import Random

sys.path.append(str(Path(__file__).resolve().parents[4] / "public"))
import augment  # noqa: E402

Change = Callable[[np.ndarray], np.ndarray]


def draw_corruption(random: Random) -> Change:
    """A corruption of ImageNet-C, uniform, at a severity from 1 to 5."""
    name, severity, seed = random.pick(list(augment.CORRUPTIONS)), 1 + random.integer(5), random.integer(2**32)
    return lambda image: augment.apply_corruption(image, name, severity, seed)


class PolicyDraws:
    """numpy's generator as `augment.Policy.draw` asks it, over the playground's own."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def integers(self, n: int) -> int:
        return self._random.integer(n)

    def uniform(self, low: float, high: float) -> float:
        return self._random.uniform(low, high)

    def choice(self, count: int, p: np.ndarray) -> int:
        return min(count - 1, int(np.searchsorted(np.cumsum(p), self._random.next(), side="right")))


def policy_change(path: Path) -> Callable[[Random], Change]:
    """What a policy draws for an image. That a step is augmented at all is the training's draw, not the policy's."""
    policy = augment.Policy.read(path)

    def draw(random: Random) -> Change:
        record, strength, seed = policy.draw(PolicyDraws(random))
        return lambda image: augment.apply_record(image, record, seed, strength)

    return draw
