"""Rendered scenes: raw bytes and boxes that `npm run twin` wrote into a cache (tools/twin/scene-cache.ts)."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
VALUES = np.arange(256, dtype=np.float32) / np.float32(255)
TABLES = ((VALUES[:, None] - np.array(MEAN, np.float32)) / np.array(STD, np.float32)).astype(np.float32)  # [256, 3]


@dataclass(frozen=True)
class Scene:
    image: np.ndarray  # [H, W, 3] uint8
    boxes: np.ndarray  # [G, 4] float32
    classes: np.ndarray  # [G] int64


class Scenes:
    """Consecutive scenes of a domain by their number in the split; the pixels stay on disk."""

    def __init__(self, place: Path) -> None:
        facts = json.loads(Path(f"{place}.json").read_text())
        self._first, self._objects = facts["first"], facts["objects"]
        shape = (len(self._objects), facts["height"], facts["width"], 3)
        self._pixels = np.memmap(f"{place}.bin", np.uint8, "r", shape=shape)

    @property
    def numbers(self) -> range:
        return range(self._first, self._first + len(self._objects))

    def __getitem__(self, index: int) -> Scene:
        at = index - self._first
        objects = self._objects[at]
        boxes = np.array([box for _, box in objects], np.float32).reshape(-1, 4)
        return Scene(np.array(self._pixels[at]), boxes, np.array([k for k, _ in objects], np.int64))


def flipped(scene: Scene) -> Scene:
    """Left for right: pixel x goes to width − 1 − x, coordinate x to width − x."""
    x1, y1, x2, y2 = scene.boxes.T
    width = scene.image.shape[1]
    return Scene(scene.image[:, ::-1], np.stack([width - x2, y1, width - x1, y2], 1), scene.classes)


def normalised(images: np.ndarray) -> np.ndarray:
    """Bytes [B, H, W, 3] as the tower takes them, [B, 3, H, W] in single precision."""
    pixels = np.empty(images.shape, np.float32)
    for channel in range(3):
        pixels[..., channel] = TABLES[images[..., channel], channel]
    return pixels.transpose(0, 3, 1, 2)
