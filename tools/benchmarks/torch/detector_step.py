"""A step of L_det in the preset `builtin`: 4 images of 256 pixels, 64 regions each, layer3, layer4, attention pool and heads trained.

The formulas are those of src/training/goldens/training_step.py; here proposals, regions and anchors are drawn as in training, and RoIAlign
and NMS are written for speed with torch and numpy alone. The playground's counterpart is page/training.ts.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "models" / "pretrain"))
sys.path.insert(0, str(ROOT / "src" / "training" / "goldens"))
import training_step as golden  # noqa: E402
from model import ModifiedResNet  # noqa: E402

IMAGES, SIDE, STRIDE, POOL, K, GAMMA = 4, 256, 16, 6, 7, 100.0
SIZES, RATIOS = (16, 32, 64, 128), (0.5, 1, 2)
A = len(SIZES) * len(RATIOS)
PRE_NMS, POST_NMS, RPN_BATCH, REGIONS = 500, 200, 128, 64
OBJECTS = 6


def axis_weights(low: Tensor, high: Tensor, cells: int) -> Tensor:
    """RoIAlign along one axis, adaptive samples: [R, POOL, cells]."""
    start, length = low / STRIDE - 0.5, (high - low) / STRIDE
    samples = (length / POOL).ceil().clamp(min=1)
    most = int(samples.max())
    i = torch.arange(most)
    at = start[:, None, None] + (torch.arange(POOL)[:, None] + (i + 0.5) / samples[:, None, None]) * (length / POOL)[:, None, None]
    counts = (i < samples[:, None, None]) & (at >= -1) & (at <= cells)
    distance = (at.clamp(0, cells - 1)[..., None] - torch.arange(cells)).abs()
    return ((1 - distance).clamp(min=0) * counts[..., None]).sum(2) / samples[:, None, None]


def roi_align(features: Tensor, boxes: Tensor, images: Tensor) -> Tensor:
    """[B, C, H, W] → [R, C, POOL, POOL], image by image, because the maps are shared by their regions."""
    height, width = features.shape[2:]
    rows = axis_weights(boxes[:, 1], boxes[:, 3], height)
    columns = axis_weights(boxes[:, 0], boxes[:, 2], width)
    pooled = []
    for image in range(len(features)):
        own = images == image
        strips = torch.einsum("rph,chw->rcpw", rows[own], features[image])
        pooled.append(strips @ columns[own].transpose(1, 2)[:, None])
    return torch.cat(pooled)


def nms(boxes: Tensor, thresh: float) -> list[int]:
    overlaps = (golden.iou(boxes, boxes) > thresh).numpy()
    gone = np.zeros(len(boxes), dtype=bool)
    kept = []
    for i in range(len(boxes)):
        if gone[i]:
            continue
        kept.append(i)
        gone |= overlaps[i]
    return kept


def sample(positive: Tensor, negative: Tensor, count: int, fraction: float) -> tuple[Tensor, Tensor]:
    positives = positive[torch.randperm(len(positive))[: int(count * fraction)]]
    return positives, negative[torch.randperm(len(negative))[: count - len(positives)]]


def grid_anchors(height: int, width: int) -> Tensor:
    cell = [[-w / 2, -r * w / 2, w / 2, r * w / 2] for s in SIZES for r in RATIOS for w in [s / r**0.5]]
    y, x = torch.meshgrid(torch.arange(height) * STRIDE, torch.arange(width) * STRIDE, indexing="ij")
    return (torch.stack([x, y, x, y], -1).reshape(-1, 1, 4) + torch.tensor(cell)).reshape(-1, 4).float()


def ground_truth() -> list[tuple[Tensor, Tensor]]:
    corners = torch.rand(IMAGES, OBJECTS, 2) * 180
    boxes = torch.cat([corners, corners + 20 + torch.rand(IMAGES, OBJECTS, 2) * 56], -1)
    return [(image, torch.randint(K, (OBJECTS,))) for image in boxes]


def rpn_losses(logits: Tensor, deltas: Tensor, anchors: Tensor, gt: Tensor) -> Tensor:
    quality = golden.iou(gt, anchors)
    best, index = quality.max(0)
    foreground = (best >= 0.7) | (quality == quality.max(1, keepdim=True).values).any(0)
    positive, negative = sample(foreground.nonzero()[:, 0], ((best < 0.3) & ~foreground).nonzero()[:, 0], RPN_BATCH, 0.5)
    used = torch.cat([positive, negative])
    labels = torch.zeros(len(used))
    labels[: len(positive)] = 1
    objectness = F.binary_cross_entropy_with_logits(logits[used], labels, reduction="sum")
    wanted = golden.encode(anchors[positive], gt[index[positive]], [1.0, 1, 1, 1])
    return (objectness + (deltas[positive] - wanted).abs().sum()) / (RPN_BATCH * IMAGES)


@torch.no_grad()
def regions_of(logits: Tensor, deltas: Tensor, anchors: Tensor, gt: Tensor, classes: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    order = logits.argsort(descending=True)[:PRE_NMS]
    boxes = golden.decode(anchors[order], deltas[order]).clamp(0, SIDE)
    boxes = boxes[(boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])]
    proposals = torch.cat([boxes[nms(boxes, 0.7)][:POST_NMS], gt])
    best, index = golden.iou(gt, proposals).max(0)
    positive, negative = sample((best >= 0.5).nonzero()[:, 0], (best < 0.5).nonzero()[:, 0], REGIONS, 0.25)
    chosen = torch.cat([positive, negative])
    labels = torch.full((len(chosen),), K)
    labels[: len(positive)] = classes[index[positive]]
    return proposals[chosen], labels, golden.encode(proposals[chosen], gt[index[chosen]], [10.0, 10, 5, 5])


def training_step() -> Callable[[], float]:
    model = ModifiedResNet((1, 2, 3, 1), 16, 96, 128).eval().requires_grad_(False)
    channels = 16 * 16
    heads = {name: torch.randn(shape) * std for name, shape, std in (
        ("conv", (channels, channels, 3, 3), 0.01), ("objectness", (A, channels, 1, 1), 0.01),
        ("deltas", (A * 4, channels, 1, 1), 0.01), ("box", (K * 4, 2 * channels), 0.001),
    )}
    biases = {name: torch.zeros(weight.shape[0]) for name, weight in heads.items()}
    trained = [p for n, p in model.named_parameters() if n.startswith(("layer3", "layer4")) and p.dim() == 4]
    trained += [*model.attnpool.parameters(), *heads.values(), *biases.values()]
    for parameter in trained:
        parameter.requires_grad_(True)
    optimiser = torch.optim.SGD(trained, lr=1e-4, momentum=0.9, weight_decay=1e-4)
    images, text, truth = torch.randn(IMAGES, 3, SIDE, SIDE), F.normalize(torch.randn(K, 128), dim=1), ground_truth()
    anchors = grid_anchors(SIDE // STRIDE, SIDE // STRIDE)

    def loss() -> Tensor:
        res4 = model.res4_features(images)
        hidden = F.relu(F.conv2d(res4, heads["conv"], biases["conv"], padding=1))
        logits = F.conv2d(hidden, heads["objectness"], biases["objectness"]).permute(0, 2, 3, 1).reshape(IMAGES, -1)
        deltas = F.conv2d(hidden, heads["deltas"], biases["deltas"])
        deltas = deltas.view(IMAGES, A, 4, *deltas.shape[2:]).permute(0, 3, 4, 1, 2).reshape(IMAGES, -1, 4)
        rpn = sum(rpn_losses(logits[b], deltas[b], anchors, gt) for b, (gt, _) in enumerate(truth))
        found = [regions_of(logits[b], deltas[b], anchors, gt, classes) for b, (gt, classes) in enumerate(truth)]
        boxes, classes, targets = (torch.cat(part) for part in zip(*found))
        owners = torch.cat([torch.full((len(part),), b) for b, (part, _, _) in enumerate(found)])
        res5 = model.layer4(roi_align(res4, boxes, owners))
        embedding = F.normalize(model.attnpool(res5), dim=1)
        scores = torch.cat([GAMMA * embedding @ text.T, torch.zeros(len(boxes), 1)], 1)
        predicted = F.linear(res5.mean((2, 3)), heads["box"], biases["box"]).view(-1, K, 4)
        foreground = classes < K
        box = (predicted[foreground, classes[foreground]] - targets[foreground]).abs().sum() / len(boxes)
        return rpn + F.cross_entropy(scores, classes) + box

    def step() -> float:
        optimiser.zero_grad()
        total = loss()
        total.backward()
        torch.nn.utils.clip_grad_norm_(trained, 10)
        optimiser.step()
        return total.item()

    return step
