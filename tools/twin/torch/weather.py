"""Fog as IA-YOLO makes it and night as NightAug does, in numpy alone, as the playground has them (src/photometrics/weather)."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, List, Sequence, Tuple

import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[3] / "public"))
import augment  # noqa: E402

# Pixels are those of images whose long side is 500 for fog, and whose short side is 600 at night.
FOG_SIDE, NIGHT_SIDE = 500, 600
AIR, FALL = 0.5 * 255, 0.04


@dataclass(frozen=True)
class Rectangle:
    """Shares of the height and the width."""

    top: float
    bottom: float
    left: float
    right: float


def add_fog(image: np.ndarray, density: float) -> np.ndarray:
    """I = J t + A (1 − t), t = e^(−β d), d = √long side − 0.04 × distance from the middle."""
    height, width, _ = image.shape
    y, x = np.mgrid[:height, :width]
    dy, dx = y - height // 2, x - width // 2
    depth = np.sqrt(FOG_SIDE) - FALL * (FOG_SIDE / max(width, height)) * np.sqrt(dx * dx + dy * dy)
    clear = np.exp(-density * depth)[..., None]
    return (image * clear + AIR * (1 - clear)).astype(np.uint8)


def blurred(image: np.ndarray, deviation: float) -> np.ndarray:
    pixels = image.astype(np.int64) * 256
    return augment._bytes(augment._blur(pixels, deviation * (min(image.shape[:2]) / NIGHT_SIDE)))


def with_gamma(image: np.ndarray, exponent: float) -> np.ndarray:
    return (255.999 * (image / 255) ** exponent).astype(np.uint8)


def with_brightness(image: np.ndarray, factor: float) -> np.ndarray:
    return (factor * image).astype(np.uint8)


def with_contrast(image: np.ndarray, factor: float) -> np.ndarray:
    grey = np.floor(0.2989 * image[..., 0] + 0.587 * image[..., 1] + 0.114 * image[..., 2])
    return (factor * image + (1 - factor) * grey.mean()).astype(np.uint8)


def restored(image: np.ndarray, clean: np.ndarray, rectangles: Sequence[Rectangle]) -> np.ndarray:
    """The image with some rectangles of the clean one."""
    image, (height, width) = image.copy(), image.shape[:2]
    for r in rectangles:
        rows = slice(int(r.top * height), int(r.bottom * height))
        columns = slice(int(r.left * width), int(r.right * width))
        image[rows, columns] = clean[rows, columns]
    return image


def with_glare(image: np.ndarray, deviation: float, centre: Tuple[float, float]) -> np.ndarray:
    """A white spot: x + (255 − x) k, k a Gaussian with 1 in the middle."""
    size = image.shape[:2]
    sigma = deviation * (min(size) / NIGHT_SIDE)
    down, across = [np.exp(-0.5 * (np.arange(n) - int(share * n)) ** 2 / sigma**2) for n, share in zip(size, centre)]
    return (image + (255.0 - image) * (down[:, None] * across)[..., None]).astype(np.uint8)


def with_noise(image: np.ndarray, deviation: int, seed: int) -> np.ndarray:
    """Adds the positive half of normal noise."""
    added = np.maximum(0, augment.NORMAL * deviation)[augment.pixel_draws(*image.shape[:2], seed)]
    return np.minimum(255, image + added).astype(np.uint8)


Tone = Tuple[Callable[[np.ndarray, float], np.ndarray], float, List[Rectangle]]


@dataclass(frozen=True)
class Night:
    """What was drawn for an image; None where a step was not."""

    blur: "float | None"
    tones: List[Tone]
    restored: List[Rectangle]
    glares: List[Tuple[float, Tuple[float, float]]]
    noise: "Tuple[int, int] | None"

    def __call__(self, image: np.ndarray) -> np.ndarray:
        image = image if self.blur is None else blurred(image, self.blur)
        before = image
        for change, amount, rectangles in self.tones:
            image = restored(change(image, amount), image, rectangles)
        image = restored(image, before, self.restored)
        for glare in self.glares:
            image = with_glare(image, *glare)
        return image if self.noise is None else with_noise(image, *self.noise)
