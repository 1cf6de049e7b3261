"""A step of L_opt, protocol `code`; the playground's counterparts are tools/benchmarks/page/optimisation.ts and src/engine/inspection/measurements."""

import sys
from pathlib import Path
from typing import Callable, Optional, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

sys.path.append(str(Path(__file__).resolve().parent / "../../../models/pretrain"))
from model import Clip, ClipConfig  # noqa: E402
from optimisation import PROTOCOLS, losses, target_terms  # noqa: E402

CROPS, TARGETS = 8, 4


def visual_config(layers: Tuple[int, int, int, int], width: int, resolution: int, embedding: int) -> ClipConfig:
    """A CLIP with that visual tower and the smallest text tower, which nothing here asks."""
    return ClipConfig(
        embedding, resolution, layers, width, context_length=8, vocab_size=8, text_width=64, text_heads=1, text_layers=1
    )


RN50 = visual_config((3, 4, 6, 3), 64, 224, 1024)


def optimisation_step() -> Callable[[], float]:
    """At RN50's size: 8 fixed crops, 4 targets, all targets in one graph."""
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


def iteration(
    config: ClipConfig, crops: int, targets: int, images: Tensor, crop_size: int, device: str
) -> Callable[[], float]:
    """An iteration with random crops of the images [B, 3, H, W]; one target at a time, so that memory does not grow with them."""
    clip = Clip(config).eval().requires_grad_(False).to(device)
    protocol = PROTOCOLS["code"]
    directions = F.normalize(torch.randn(targets, config.embed_dim, device=device), dim=1)
    side = config.image_size // 16
    offsets = torch.zeros(targets, config.vision_width * 16, side, side, device=device, requires_grad=True)
    optimiser = torch.optim.Adam([offsets], lr=0.01)
    height, width = images.shape[2:]

    def step() -> float:
        with torch.no_grad():
            corners = [(int(torch.randint(height - crop_size + 1, ())), int(torch.randint(width - crop_size + 1, ()))) for _ in range(crops)]
            windows = [images[i % len(images), :, y : y + crop_size, x : x + crop_size] for i, (y, x) in enumerate(corners)]
            pixels = F.interpolate(torch.stack(windows), size=config.image_size, mode="bilinear", align_corners=False)
            res4 = clip.visual.res4_features(pixels)
            z = clip.visual.embed_res4(res4)
        optimiser.zero_grad()
        total: Optional[Tensor] = None
        for target in range(targets):
            cosine, l1 = target_terms(clip, protocol, res4, z, directions[target], offsets[target])
            loss = (cosine + l1) / (targets + 1)
            loss.backward()
            total = loss.detach() if total is None else total + loss.detach()
        optimiser.step()
        return total.item()

    return step
