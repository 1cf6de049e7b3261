"""The four losses of L_det = L_rpn + L_reg + L_clip-t: anchors and regions were drawn before; box losses are plain L1."""

from typing import Dict, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from targets import AnchorTargets, RegionTargets

NAMES = ("lossRpnObjectness", "lossRpnBox", "lossClassification", "lossBox")


def rpn_losses(logits: Tensor, deltas: Tensor, targets: Sequence[AnchorTargets], per_image: int) -> Dict[str, Tensor]:
    """Sums over the drawn anchors, divided by how many could be drawn."""
    normaliser = per_image * len(targets)
    objectness, box = logits.new_zeros(()), logits.new_zeros(())
    for b, target in enumerate(targets):
        rows = torch.from_numpy(target.rows).to(logits.device)
        labels = torch.zeros(len(rows), device=logits.device)
        labels[: target.positives] = 1
        objectness = objectness + F.binary_cross_entropy_with_logits(logits[b, rows], labels, reduction="sum")
        wanted = torch.from_numpy(target.deltas).to(logits.device)
        box = box + (deltas[b, rows[: target.positives]] - wanted).abs().sum()
    return {"lossRpnObjectness": objectness / normaliser, "lossRpnBox": box / normaliser}


def region_losses(logits: Tensor, deltas: Tensor, targets: Sequence[RegionTargets]) -> Dict[str, Tensor]:
    """Mean over all regions; the box loss counts the foreground's, in the slot of their class."""
    classes = np.concatenate([target.classes for target in targets])
    background = logits.shape[1] - 1
    foreground = torch.from_numpy(np.flatnonzero(classes < background)).to(logits.device)
    classes = torch.from_numpy(classes).to(logits.device)
    wanted = torch.from_numpy(np.concatenate([target.deltas for target in targets])).to(logits.device)
    predicted = deltas[foreground, classes[foreground]]
    return {
        "lossClassification": F.cross_entropy(logits, classes),
        "lossBox": (predicted - wanted).abs().sum() / max(1, len(classes)),
    }
