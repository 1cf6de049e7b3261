"""A step of L_det and a detection in plain torch, written for speed.

The formulas are those of src/training/goldens/training_step.py; here proposals, regions and anchors are drawn as in training. RoIAlign is
two products, and NMS runs in numpy over a matrix of overlaps; `RegionOps` may bring faster ones. The playground's counterparts are
tools/benchmarks/page/training.ts and src/engine/inspection/measurements.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, List, Tuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

for folder in ("models/pretrain", "src/training/goldens"):
    sys.path.append(str(Path(__file__).resolve().parent / "../../.." / folder))
from boxes import decode, encode, iou  # noqa: E402
from model import ModifiedResNet  # noqa: E402

STRIDE, K, GAMMA = 16, 7, 100.0
RATIOS = (0.5, 1, 2)
OBJECTS = 6


@dataclass(frozen=True)
class Sizes:
    """By default those of the preset `builtin`: 4 images of 256 pixels, 64 regions each."""

    layers: Tuple[int, int, int, int] = (1, 2, 3, 1)
    width: int = 16
    resolution: int = 96
    embedding: int = 128
    images: int = 4
    image: Tuple[int, int] = (256, 256)  # height, width
    anchors: Tuple[int, ...] = (16, 32, 64, 128)
    pre_nms: int = 500
    post_nms: int = 200
    rpn_batch: int = 128
    regions: int = 64
    learning_rate: float = 1e-4
    clip: bool = True
    device: str = "cpu"

    @property
    def pool(self) -> int:
        return self.resolution // 16

    @property
    def per_cell(self) -> int:
        return len(self.anchors) * len(RATIOS)


def axis_weights(low: Tensor, high: Tensor, cells: int, pool: int) -> Tensor:
    """RoIAlign along one axis, adaptive samples: [R, pool, cells]."""
    start, length = low / STRIDE - 0.5, (high - low) / STRIDE
    samples = (length / pool).ceil().clamp(min=1)
    most = int(samples.max())
    i = torch.arange(most, device=low.device)
    bins = torch.arange(pool, device=low.device)[:, None]
    at = start[:, None, None] + (bins + (i + 0.5) / samples[:, None, None]) * (length / pool)[:, None, None]
    counts = (i < samples[:, None, None]) & (at >= -1) & (at <= cells)
    distance = (at.clamp(0, cells - 1)[..., None] - torch.arange(cells, device=low.device)).abs()
    return ((1 - distance).clamp(min=0) * counts[..., None]).sum(2) / samples[:, None, None]


def roi_align(features: Tensor, boxes: Tensor, images: Tensor, pool: int) -> Tensor:
    """[B, C, H, W] → [R, C, pool, pool], image by image, because the maps are shared by their regions."""
    height, width = features.shape[2:]
    rows = axis_weights(boxes[:, 1], boxes[:, 3], height, pool)
    columns = axis_weights(boxes[:, 0], boxes[:, 2], width, pool)
    pooled = []
    for image in range(len(features)):
        own = images == image
        strips = torch.einsum("rph,chw->rcpw", rows[own], features[image])
        pooled.append(strips @ columns[own].transpose(1, 2)[:, None])
    return torch.cat(pooled)


def nms(boxes: Tensor, scores: Tensor, thresh: float) -> Tensor:
    """Rows that are kept of boxes that are sorted already."""
    overlaps = torch.cat([iou(part, boxes) > thresh for part in boxes.split(512)]).cpu().numpy()
    gone = np.zeros(len(boxes), dtype=bool)
    kept = []
    for i in range(len(boxes)):
        if gone[i]:
            continue
        kept.append(i)
        gone |= overlaps[i]
    return torch.tensor(kept, dtype=torch.long, device=boxes.device)


@dataclass(frozen=True)
class RegionOps:
    """What torch itself has no operation for."""

    roi_align: Callable[[Tensor, Tensor, Tensor, int], Tensor] = field(default=roi_align)
    nms: Callable[[Tensor, Tensor, float], Tensor] = field(default=nms)


class Detector:
    """A detector of random weights: CLIP's tower, proposal network, box head with the text classifier."""

    def __init__(self, sizes: Sizes, ops: RegionOps) -> None:
        self.sizes, self.ops = sizes, ops
        self.model = ModifiedResNet(sizes.layers, sizes.width, sizes.resolution, sizes.embedding)
        self.model.eval().requires_grad_(False).to(sizes.device)
        channels, per_cell = sizes.width * 16, sizes.per_cell
        self.heads = {name: torch.randn(shape, device=sizes.device) * std for name, shape, std in (
            ("conv", (channels, channels, 3, 3), 0.01), ("objectness", (per_cell, channels, 1, 1), 0.01),
            ("deltas", (per_cell * 4, channels, 1, 1), 0.01), ("box", (K * 4, 2 * channels), 0.001),
        )}
        self.biases = {name: torch.zeros(weight.shape[0], device=sizes.device) for name, weight in self.heads.items()}
        self.text = F.normalize(torch.randn(K, sizes.embedding, device=sizes.device), dim=1)

    def proposal_network(self, res4: Tensor) -> Tuple[Tensor, Tensor]:
        heads, biases, per_cell = self.heads, self.biases, self.sizes.per_cell
        hidden = F.relu(F.conv2d(res4, heads["conv"], biases["conv"], padding=1))
        logits = F.conv2d(hidden, heads["objectness"], biases["objectness"]).permute(0, 2, 3, 1).reshape(len(res4), -1)
        deltas = F.conv2d(hidden, heads["deltas"], biases["deltas"])
        deltas = deltas.view(len(res4), per_cell, 4, *deltas.shape[2:]).permute(0, 3, 4, 1, 2).reshape(len(res4), -1, 4)
        return logits, deltas

    def box_head(self, res4: Tensor, boxes: Tensor, owners: Tensor) -> Tuple[Tensor, Tensor]:
        """Scores [R, K + 1] and box deltas [R, K, 4]."""
        res5 = self.model.layer4(self.ops.roi_align(res4, boxes, owners, self.sizes.pool))
        embedding = F.normalize(self.model.attnpool(res5), dim=1)
        scores = torch.cat([GAMMA * embedding @ self.text.T, embedding.new_zeros(len(boxes), 1)], 1)
        return scores, F.linear(res5.mean((2, 3)), self.heads["box"], self.biases["box"]).view(-1, K, 4)

    def proposals(self, logits: Tensor, deltas: Tensor, anchors: Tensor) -> Tensor:
        height, width = self.sizes.image
        order = logits.argsort(descending=True)[: self.sizes.pre_nms]
        boxes = decode(anchors[order], deltas[order])
        boxes = torch.min(boxes.clamp(min=0), boxes.new_tensor([width, height, width, height]))
        usable = (boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])
        boxes, scores = boxes[usable], logits[order][usable]
        return boxes[self.ops.nms(boxes, scores, 0.7)[: self.sizes.post_nms]]


def sample(positive: Tensor, negative: Tensor, count: int, fraction: float) -> Tuple[Tensor, Tensor]:
    draw = lambda rows, most: rows[torch.randperm(len(rows), device=rows.device)[:most]]
    positives = draw(positive, int(count * fraction))
    return positives, draw(negative, count - len(positives))


def grid_anchors(sizes: Sizes, height: int, width: int) -> Tensor:
    cell = [[-w / 2, -r * w / 2, w / 2, r * w / 2] for s in sizes.anchors for r in RATIOS for w in [s / r**0.5]]
    y, x = torch.meshgrid(torch.arange(height) * STRIDE, torch.arange(width) * STRIDE, indexing="ij")
    return (torch.stack([x, y, x, y], -1).reshape(-1, 1, 4) + torch.tensor(cell)).reshape(-1, 4).float().to(sizes.device)


def ground_truth(sizes: Sizes) -> List[Tuple[Tensor, Tensor]]:
    height, width = sizes.image
    extent = torch.tensor([width, height], dtype=torch.float32)
    corners = torch.rand(sizes.images, OBJECTS, 2) * 0.7
    boxes = torch.cat([corners * extent, (corners + 0.08 + torch.rand(sizes.images, OBJECTS, 2) * 0.2) * extent], -1)
    return [(image.to(sizes.device), torch.randint(K, (OBJECTS,)).to(sizes.device)) for image in boxes]


def rpn_losses(sizes: Sizes, logits: Tensor, deltas: Tensor, anchors: Tensor, gt: Tensor) -> Tensor:
    quality = iou(gt, anchors)
    best, index = quality.max(0)
    foreground = (best >= 0.7) | (quality == quality.max(1, keepdim=True).values).any(0)
    backgrounds = ((best < 0.3) & ~foreground).nonzero()[:, 0]
    positive, negative = sample(foreground.nonzero()[:, 0], backgrounds, sizes.rpn_batch, 0.5)
    used = torch.cat([positive, negative])
    labels = torch.zeros(len(used), device=logits.device)
    labels[: len(positive)] = 1
    objectness = F.binary_cross_entropy_with_logits(logits[used], labels, reduction="sum")
    wanted = encode(anchors[positive], gt[index[positive]], [1.0, 1, 1, 1])
    return (objectness + (deltas[positive] - wanted).abs().sum()) / (sizes.rpn_batch * sizes.images)


def regions_of(proposals: Tensor, gt: Tensor, classes: Tensor, count: int) -> Tuple[Tensor, Tensor, Tensor]:
    proposals = torch.cat([proposals, gt])
    best, index = iou(gt, proposals).max(0)
    positive, negative = sample((best >= 0.5).nonzero()[:, 0], (best < 0.5).nonzero()[:, 0], count, 0.25)
    chosen = torch.cat([positive, negative])
    labels = torch.full((len(chosen),), K, device=gt.device)
    labels[: len(positive)] = classes[index[positive]]
    return proposals[chosen], labels, encode(proposals[chosen], gt[index[chosen]], [10.0, 10, 5, 5])


def training_step(sizes: Sizes = Sizes(), ops: RegionOps = RegionOps()) -> Callable[[], float]:
    """layer3, layer4, attention pool and heads are trained."""
    detector = Detector(sizes, ops)
    model, device = detector.model, sizes.device
    trained = [p for n, p in model.named_parameters() if n.startswith(("layer3", "layer4")) and p.dim() == 4]
    trained += [*model.attnpool.parameters(), *detector.heads.values(), *detector.biases.values()]
    for parameter in trained:
        parameter.requires_grad_(True)
    optimiser = torch.optim.SGD(trained, lr=sizes.learning_rate, momentum=0.9, weight_decay=1e-4)
    images, truth = torch.randn(sizes.images, 3, *sizes.image, device=device), ground_truth(sizes)
    anchors = grid_anchors(sizes, sizes.image[0] // STRIDE, sizes.image[1] // STRIDE)

    def loss() -> Tensor:
        res4 = model.res4_features(images)
        logits, deltas = detector.proposal_network(res4)
        rpn = sum(rpn_losses(sizes, logits[b], deltas[b], anchors, gt) for b, (gt, _) in enumerate(truth))
        with torch.no_grad():
            proposed = [detector.proposals(logits[b], deltas[b], anchors) for b in range(sizes.images)]
            found = [regions_of(proposed[b], gt, classes, sizes.regions) for b, (gt, classes) in enumerate(truth)]
        boxes, classes, targets = (torch.cat(part) for part in zip(*found))
        owners = torch.cat([torch.full((len(part),), b, device=device) for b, (part, _, _) in enumerate(found)])
        scores, predicted = detector.box_head(res4, boxes, owners)
        foreground = classes < K
        box = (predicted[foreground, classes[foreground]] - targets[foreground]).abs().sum() / len(boxes)
        return rpn + F.cross_entropy(scores, classes) + box

    def step() -> float:
        optimiser.zero_grad()
        total = loss()
        total.backward()
        if sizes.clip:
            torch.nn.utils.clip_grad_norm_(trained, 10)
        optimiser.step()
        return total.item()

    return step


def detection(sizes: Sizes, ops: RegionOps) -> Callable[[], int]:
    """From pixels to the boxes that are left after NMS in each class."""
    detector = Detector(sizes, ops)
    image = torch.randn(1, 3, *sizes.image, device=sizes.device)
    anchors = grid_anchors(sizes, sizes.image[0] // STRIDE, sizes.image[1] // STRIDE)

    @torch.no_grad()
    def detect() -> int:
        res4 = detector.model.res4_features(image)
        logits, deltas = detector.proposal_network(res4)
        boxes = detector.proposals(logits[0], deltas[0], anchors)
        scores, predicted = detector.box_head(res4, boxes, torch.zeros(len(boxes), dtype=torch.long, device=boxes.device))
        probabilities, found = scores.softmax(1), 0
        for k in range(K):
            likely = (probabilities[:, k] > 0.05).nonzero()[:, 0]
            if len(likely) == 0:
                continue
            likely = likely[probabilities[likely, k].argsort(descending=True)]
            decoded = decode(boxes[likely], predicted[likely, k] / boxes.new_tensor([10.0, 10, 5, 5]))
            found += len(ops.nms(decoded, probabilities[likely, k], 0.5))
        return found

    return detect
