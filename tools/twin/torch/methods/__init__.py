"""The methods of the twin by name. `learned` is the file of what a method learned before; `channels` those of layer1."""

from pathlib import Path
from typing import Optional

from methods.features import MixStyle, NormalisationPerturbation
from methods.jitter import USUAL, WIDE_CONTRAST, draw_jitter
from methods.method import ImageMethod, Method
from methods.offsets import Offsets, pooled_offsets, random_offsets
from methods.photometric import draw_corruption, policy_change

NEEDS_FILE = {"additive": "offsets", "random": "offsets", "unrelated": "offsets", "policy": "policy"}
NAMES = ("none", "additive", "random", "unrelated", "jitter", "jitter-wide", "corruptions", "mixstyle", "np", "policy")


def create_method(name: str, learned: Optional[Path], seed: int, channels: int) -> Method:
    """Raises ValueError for a method that does not exist or that lacks its file."""
    if name not in NAMES:
        raise ValueError(f"There is no method {name}. Methods: {', '.join(NAMES)}.")
    if (name in NEEDS_FILE) != (learned is not None):
        needed = NEEDS_FILE.get(name)
        raise ValueError(f"The method {name} needs a file of {needed}." if needed else f"The method {name} takes no file.")
    if name in ("additive", "unrelated"):
        return Offsets(pooled_offsets(learned))
    if name == "random":
        return Offsets(random_offsets(pooled_offsets(learned), seed))
    if name == "policy":
        return ImageMethod(policy_change(learned))
    if name == "jitter":
        return ImageMethod(lambda random: draw_jitter(USUAL, random))
    if name == "jitter-wide":
        return ImageMethod(lambda random: draw_jitter(WIDE_CONTRAST, random))
    if name == "corruptions":
        return ImageMethod(draw_corruption)
    if name == "mixstyle":
        return MixStyle()
    if name == "np":
        return NormalisationPerturbation(channels)
    return Method()
