"""detectron2's box arithmetic in plain torch, on whatever device the boxes are."""

import math

import torch
from torch import Tensor


def iou(a: Tensor, b: Tensor) -> Tensor:
    lt, rb = torch.max(a[:, None, :2], b[:, :2]), torch.min(a[:, None, 2:], b[:, 2:])
    inter = (rb - lt).clamp(min=0).prod(-1)
    area = lambda x: (x[:, 2] - x[:, 0]) * (x[:, 3] - x[:, 1])
    return inter / (area(a)[:, None] + area(b) - inter)


def encode(src: Tensor, dst: Tensor, weights: list) -> Tensor:
    sw, sh = src[:, 2] - src[:, 0], src[:, 3] - src[:, 1]
    dw, dh = dst[:, 2] - dst[:, 0], dst[:, 3] - dst[:, 1]
    dx = (dst[:, 0] + dw / 2 - src[:, 0] - sw / 2) / sw
    dy = (dst[:, 1] + dh / 2 - src[:, 1] - sh / 2) / sh
    return torch.stack([dx, dy, (dw / sw).log(), (dh / sh).log()], 1) * src.new_tensor(weights)


def decode(src: Tensor, deltas: Tensor) -> Tensor:
    w, h = src[:, 2] - src[:, 0], src[:, 3] - src[:, 1]
    x, y = src[:, 0] + w / 2 + deltas[:, 0] * w, src[:, 1] + h / 2 + deltas[:, 1] * h
    limit = math.log(1000 / 16)
    w, h = deltas[:, 2].clamp(max=limit).exp() * w, deltas[:, 3].clamp(max=limit).exp() * h
    return torch.stack([x - w / 2, y - h / 2, x + w / 2, y + h / 2], 1)
