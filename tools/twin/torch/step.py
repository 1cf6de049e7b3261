"""One pass of L_det: what a step draws, its losses, and their gradients."""

from dataclasses import dataclass
from typing import Callable, Dict, List, Sequence

import numpy as np
import torch
from torch import Tensor

from detector import Detector
from losses import region_losses, rpn_losses
from scenes import Scene, normalised
from seeded_random import Random
from targets import AnchorTargets, RegionTargets, anchor_targets, region_targets

Change = Callable[[Tensor], Tensor]


def unchanged(features: Tensor) -> Tensor:
    return features


@dataclass(frozen=True)
class Batch:
    """The images of a step as the tower gets them, and what is changed between its stages."""

    scenes: Sequence[Scene]
    layer1: Change = unchanged
    res4: Change = unchanged


@dataclass(frozen=True)
class Targets:
    anchors: List[AnchorTargets]
    regions: List[RegionTargets]


# Draws the targets of a step from the proposals of its images.
DrawTargets = Callable[[List[np.ndarray], np.ndarray], Targets]


def drawn_targets(batch: Batch, config: dict, random: Random) -> DrawTargets:
    """The same draws as the playground's: one generator for the anchors of all images, one for their regions."""

    def draw(proposals: List[np.ndarray], anchors: np.ndarray) -> Targets:
        anchor_random, region_random = random.fork("anchors"), random.fork("regions")
        return Targets(
            [anchor_targets(anchors, scene.boxes, config, anchor_random) for scene in batch.scenes],
            [
                region_targets(boxes, scene.boxes, scene.classes, config, region_random)
                for boxes, scene in zip(proposals, batch.scenes)
            ],
        )

    return draw


def step_losses(detector: Detector, batch: Batch, draw: DrawTargets) -> Dict[str, Tensor]:
    """The four losses, on the tape."""
    device = detector.class_embeddings.device
    images = torch.from_numpy(normalised(np.stack([scene.image for scene in batch.scenes]))).to(device)
    tower = detector.tower
    with torch.set_grad_enabled(not tower.starts_frozen):
        features = tower.layer2(batch.layer1(tower.layer1_features(images)))
    res4 = batch.res4(tower.layer3(features))
    logits, deltas = detector.propose(res4)
    grid = tuple(res4.shape[2:])
    said = zip(logits.detach().cpu().numpy(), deltas.detach().cpu().numpy())
    proposals = [detector.proposals(*answer, grid, "training") for answer in said]
    targets = draw(proposals, detector.anchors(*grid))
    regions = detector.box_head(res4, [target.boxes for target in targets.regions])
    per_image = detector.config["rpnBatchSizePerImage"]
    return {**rpn_losses(logits, deltas, targets.anchors, per_image), **region_losses(*regions, targets.regions)}
