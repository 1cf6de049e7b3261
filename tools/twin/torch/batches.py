"""The images of each step: which, mirrored or not, and what the method makes of them. Every epoch is a new permutation of the scenes."""

from typing import Callable, List, Tuple

from methods import Method
from scenes import Scene, flipped
from seeded_random import Random
from step import Batch


class BatchMaker:
    """`scene_at(index, random)`: a scene of the training set; `random` is for what a method draws of its weather."""

    def __init__(self, training: dict, count: int, scene_at: Callable[[int, Random], Scene], method: Method) -> None:
        self._training, self._count, self._scene_at, self._method = training, count, scene_at, method
        self._random = Random(training["seed"])
        self._epoch, self._order = -1, []

    def indices(self, step: int) -> List[int]:
        size = self._training["imagesPerStep"]
        return [self._index(position) for position in range(step * size, (step + 1) * size)]

    def _index(self, position: int) -> int:
        epoch, at = divmod(position, self._count)
        if epoch != self._epoch:
            self._order = self._random.fork("images").fork(f"epoch {epoch}").permutation(self._count)
            self._epoch = epoch
        return self._order[at]

    def make(self, step: int) -> Tuple[Batch, bool]:
        """The batch, and whether the method changed it: one draw decides for the whole step."""
        draws = self._random.fork(f"step {step}")
        flip, domain, draw = draws.fork("flip"), draws.fork("domain"), draws.fork("augmentation")
        scenes = [self._scene_at(index, domain) for index in self.indices(step)]
        scenes = [flipped(scene) if flip.next() < self._training["horizontalFlip"] else scene for scene in scenes]
        augmented = draw.next() < self._training["augmentationProbability"] and self._method.changes
        return (self._method.changed(Batch(scenes), draw) if augmented else Batch(scenes)), augmented
