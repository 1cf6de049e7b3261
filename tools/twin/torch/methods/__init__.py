"""The methods of the twin by name. `learned` is the file of what a method learned before; `channels` those of layer1."""

from pathlib import Path
from typing import Optional

from methods.convolution import draw_convolution
from methods.features import MixStyle, NormalisationPerturbation, Pin, PinMix
from methods.jitter import USUAL, WIDE_CONTRAST, draw_jitter
from methods.method import ImageMethod, Method
from methods.offsets import Offsets, pooled_offsets, random_offsets
from methods.photometric import Change, draw_corruption, policy_change
from methods.physics import draw_weather
from seeded_random import Random

OFFSETS = {
    "additive": lambda pooled, seed: pooled,
    "random": random_offsets,
}


def draw_jittered_corruption(random: Random) -> Change:
    """Jitter, and then a corruption."""
    jitter, corruption = draw_jitter(USUAL, random), draw_corruption(random)
    return lambda image: corruption(jitter(image))


IMAGE_CHANGES = {
    "jitter": lambda random: draw_jitter(USUAL, random),
    "jitter-wide": lambda random: draw_jitter(WIDE_CONTRAST, random),
    "corruptions": draw_corruption,
    "jitter-corruptions": draw_jittered_corruption,
    "randconv": draw_convolution,
    "physics": draw_weather,
}

FEATURE_CHANGES = {"mixstyle": lambda channels: MixStyle(), "np": NormalisationPerturbation}

STYLE_CHANGES = {"pin": Pin, "pin-mix": PinMix}

NAMES = ("none", *OFFSETS, *IMAGE_CHANGES, *FEATURE_CHANGES, *STYLE_CHANGES, "policy")

NEEDS = {**{name: "offsets" for name in OFFSETS}, **{name: "styles" for name in STYLE_CHANGES}, "policy": "a policy"}


def create_method(name: str, learned: Optional[Path], seed: int, channels: int) -> Method:
    """Raises ValueError for a method that does not exist, or that lacks its file or has one too many."""
    if name not in NAMES:
        raise ValueError(f"There is no method {name}. Methods: {', '.join(NAMES)}.")
    if learned is None and name in NEEDS:
        raise ValueError(f"The method {name} needs a file of {NEEDS[name]}.")
    if name in OFFSETS:
        return Offsets(OFFSETS[name](pooled_offsets(learned), seed))
    if name in STYLE_CHANGES:
        return STYLE_CHANGES[name](learned, channels)
    if name == "policy":
        return ImageMethod(policy_change(learned))
    if learned is not None:
        raise ValueError(f"The method {name} takes no file, and got {learned}.")
    if name in IMAGE_CHANGES:
        return ImageMethod(IMAGE_CHANGES[name])
    return FEATURE_CHANGES[name](channels) if name in FEATURE_CHANGES else Method()
