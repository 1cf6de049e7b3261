"""A step of L_opt at RN50's size: 8 crops, 4 targets, protocol `code`; the playground's counterpart is page/optimisation.ts."""

import sys
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).parents[3] / "models" / "pretrain"))
from model import Clip, ClipConfig  # noqa: E402
from optimisation import PROTOCOLS, losses  # noqa: E402

CROPS, TARGETS = 8, 4
RN50 = ClipConfig(1024, 224, (3, 4, 6, 3), 64, context_length=8, vocab_size=8, text_width=64, text_heads=1, text_layers=1)


def optimisation_step() -> Callable[[], float]:
    clip = Clip(RN50).eval().requires_grad_(False)
    images = torch.randn(CROPS, 3, 224, 224)
    directions = F.normalize(torch.randn(TARGETS, 1024), dim=1)
    offsets = torch.zeros(TARGETS, 1024, 14, 14, requires_grad=True)
    optimiser = torch.optim.Adam([offsets], lr=0.01)

    def step() -> float:
        with torch.no_grad():
            res4 = clip.visual.res4_features(images)
            z = clip.visual.embed_res4(res4)
        cosine, l1, _, _ = losses(clip, PROTOCOLS["code"], res4, z, directions, offsets)
        total = cosine + l1
        optimiser.zero_grad()
        total.backward()
        optimiser.step()
        return total.item()

    return step
