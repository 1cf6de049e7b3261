"""What a method of augmentation is: it changes the batches of the steps that are augmented."""

from dataclasses import replace
from typing import Callable

import numpy as np

from seeded_random import Random
from step import Batch


class Method:
    """No augmentation, and what others start from."""

    changes = False

    def changed(self, batch: Batch, random: Random) -> Batch:
        """The batch of an augmented step; everything random comes from `random`."""
        return batch


class ImageMethod(Method):
    """A method that changes the pixels of each image and leaves its boxes. `draw` gives one change for each image."""

    changes = True

    def __init__(self, draw: Callable[[Random], Callable[[np.ndarray], np.ndarray]]) -> None:
        self._draw = draw

    def changed(self, batch: Batch, random: Random) -> Batch:
        changes = [self._draw(random) for _ in batch.scenes]
        scenes = [replace(scene, image=change(np.ascontiguousarray(scene.image))) for scene, change in zip(batch.scenes, changes)]
        return replace(batch, scenes=scenes)
