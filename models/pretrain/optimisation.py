"""L_opt and its trajectory in plain torch: the oracle of src/augmentation."""

from dataclasses import dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor

from model import Clip


@dataclass(frozen=True)
class Protocol:
    embeddings: Literal["unit", "raw"]
    l1: Literal["mean", "sum"]
    crops: Literal["mean", "sum"]
    targets: Literal["sum", "sum/(M+1)"]


PROTOCOLS = {
    "code": Protocol("unit", "mean", "mean", "sum/(M+1)"),
    "paper": Protocol("raw", "sum", "sum", "sum"),
}


def unit(x: Tensor) -> Tensor:
    return F.normalize(x, dim=-1)


def target_terms(clip: Clip, protocol: Protocol, res4: Tensor, z: Tensor, direction: Tensor, offset: Tensor):
    """(cosine_j, l1_j) of one target: `res4` [N,C,H,W], `z` [N,D], `direction` [D], `offset` [C,H,W]."""
    augmented = clip.visual.embed_res4(res4 + offset)
    if protocol.embeddings == "unit":
        augmented, z = unit(augmented), unit(z)
        target = unit(z + direction)
    else:
        target = z + direction
    distance = 1 - (unit(target) * unit(augmented)).sum(dim=1)
    difference = (augmented - z).abs()
    l1 = difference.mean(dim=1) if protocol.l1 == "mean" else difference.sum(dim=1)
    return (distance.mean(), l1.mean()) if protocol.crops == "mean" else (distance.sum(), l1.sum())


def losses(clip: Clip, protocol: Protocol, res4: Tensor, z: Tensor, directions: Tensor, offsets: Tensor):
    """(loss_cosine, loss_l1, per-target cosines, per-target l1s)."""
    terms = [target_terms(clip, protocol, res4, z, d, a) for d, a in zip(directions, offsets)]
    cosines, l1s = torch.stack([c for c, _ in terms]), torch.stack([l for _, l in terms])
    divisor = len(terms) + 1 if protocol.targets == "sum/(M+1)" else 1
    return cosines.sum() / divisor, l1s.sum() / divisor, cosines, l1s


def optimise(clip: Clip, protocol: Protocol, images: Tensor, source: Tensor, targets: Tensor, steps: int, rate: float):
    """Fixed crops `images` [N,3,R,R]; `source` [D] and `targets` [M,D] are unit text embeddings."""
    directions = unit(targets - source)
    with torch.no_grad():
        res4 = clip.visual.res4_features(images)
        z = clip.visual.embed_res4(res4 + torch.zeros_like(res4[0]))
    offsets = torch.zeros(len(targets), *res4.shape[1:], dtype=res4.dtype, requires_grad=True)
    optimiser = torch.optim.Adam([offsets], lr=rate)
    rows = []
    for _ in range(steps):
        cosine, l1, cosines, l1s = losses(clip, protocol, res4, z, directions, offsets)
        total = cosine + l1
        optimiser.zero_grad()
        total.backward()
        optimiser.step()
        rows.append(
            {
                "loss_total": total.item(),
                "loss_cosine": cosine.item(),
                "loss_l1": l1.item(),
                "cosine": cosines.tolist(),
                "l1": l1s.tolist(),
            }
        )
    return rows, offsets.detach()
