"""CLIP the Gap: each image gets the pooled offset of a target, at every position of V_a's output; and its control of random directions."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from methods.method import Method
from seeded_random import Random
from step import Batch
from tensor_file import read_tensors


def pooled_offsets(path: Path) -> np.ndarray:
    """[T, C]: the mean of each offset over its grid, from an offsets.safetensors."""
    tensors, _ = read_tensors(path)
    if "offsets" not in tensors:
        raise ValueError(f'{path} holds no tensor "offsets". Choose an offsets.safetensors that the playground has written.')
    return tensors["offsets"].astype(np.float64).mean((2, 3)).astype(np.float32)


def random_offsets(pooled: np.ndarray, seed: int) -> np.ndarray:
    """As long as the given ones, each in a direction of its own."""
    random = Random(seed).fork("random offsets")
    directions = np.stack([random.normals(pooled.shape[1]).astype(np.float32) for _ in pooled])
    length = lambda rows: np.linalg.norm(rows.astype(np.float64), axis=1, keepdims=True)
    return (directions * (length(pooled) / length(directions))).astype(np.float32)


class Offsets(Method):
    changes = True

    def __init__(self, pooled: np.ndarray) -> None:
        self._pooled = pooled

    def changed(self, batch: Batch, random: Random) -> Batch:
        rows = [random.integer(len(self._pooled)) for _ in batch.scenes]
        added = torch.from_numpy(self._pooled[rows])[:, :, None, None]
        return replace(batch, res4=lambda features: features + added.to(features.device))
