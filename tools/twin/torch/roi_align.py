"""RoIAlign (detectron2 ROIAlignV2: aligned, adaptive samples) as a product: each bin is a weighted mean of cells, on each axis by itself."""

from typing import Sequence

import numpy as np
import torch
from torch import Tensor

from anchors import STRIDE


def axis_weights(low: np.ndarray, high: np.ndarray, cells: int, pool: int) -> np.ndarray:
    """[R, pool, cells]: what each cell counts in each bin along one axis."""
    start, length = low.astype(np.float64) / STRIDE - 0.5, (high - low).astype(np.float64) / STRIDE
    samples = np.maximum(np.ceil(length / pool), 1)[:, None, None]
    i = np.arange(int(samples.max()))
    bins = np.arange(pool)[:, None]
    at = start[:, None, None] + (bins + (i + 0.5) / samples) * (length / pool)[:, None, None]
    counts = (i < samples) & (at >= -1) & (at <= cells)
    distance = np.abs(np.clip(at, 0, cells - 1)[..., None] - np.arange(cells))
    return ((np.maximum(1 - distance, 0) * counts[..., None]).sum(2) / samples).astype(np.float32)


def roi_align(features: Tensor, boxes: Sequence[np.ndarray], pool: int) -> Tensor:
    """[B, C, H, W] and the boxes of each image → [R, C, pool, pool], channels last."""
    height, width = features.shape[2:]
    pooled = []
    for image, own in zip(features.permute(0, 2, 3, 1), boxes):
        rows = torch.from_numpy(axis_weights(own[:, 1], own[:, 3], height, pool)).to(features.device)
        columns = torch.from_numpy(axis_weights(own[:, 0], own[:, 2], width, pool)).to(features.device)
        cells = rows[:, :, None, :, None] * columns[:, None, :, None, :]  # [R, pool, pool, H, W]
        pooled.append(cells.view(-1, height * width) @ image.reshape(height * width, -1))
    return torch.cat(pooled).view(-1, pool, pool, features.shape[1]).permute(0, 3, 1, 2)
