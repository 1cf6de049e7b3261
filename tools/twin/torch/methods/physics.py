"""Fog or night, each with probability ½, in the order of the playground's draws."""

from typing import Callable, List

import numpy as np

from seeded_random import Random
from weather import Night, Rectangle, Tone, add_fog, with_brightness, with_contrast, with_gamma


def draw_weather(random: Random) -> Callable[[np.ndarray], np.ndarray]:
    if random.next() < 0.5:
        density = (5 + random.integer(10)) / 100
        return lambda image: add_fog(image, density)
    return _draw_night(random)


def _draw_night(random: Random) -> Night:
    happens = lambda: random.next() > 0.5
    factor = lambda: random.next() * 0.8 + 0.2
    blur = random.uniform(0.1, 2) if happens() else None
    tones: List[Tone] = []
    gamma = happens()
    if gamma:
        tones.append((with_gamma, 1 / factor(), _draw_rectangles(random)))
    if happens() or not gamma:
        tones.append((with_brightness, factor(), _draw_rectangles(random)))
    if happens():
        tones.append((with_contrast, factor(), _draw_rectangles(random)))
    restored, glares, none = _draw_rectangles(random), [], 0.5
    while random.next() > none:
        glares.append((1 + random.integer(149), (random.next(), random.next())))
        none += 0.1
    noise = (random.integer(50), random.integer(2**32)) if happens() else None
    return Night(blur, tones, restored, glares, noise)


def _draw_rectangles(random: Random) -> List[Rectangle]:
    rectangles = []
    while random.next() > 0.4:
        rectangles.append(Rectangle(random.next(), random.next(), random.next(), random.next()))
    return rectangles
