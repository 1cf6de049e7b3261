"""Methods that change the statistics of layer1's channels. The statistics count as constants; layer1 is frozen anyway."""

from dataclasses import replace
from typing import Tuple

import numpy as np
import torch
from torch import Tensor

from methods.method import Method
from seeded_random import Random
from step import Batch

MIX_ALPHA, MIX_EPSILON = 0.1, 1e-6
PERTURBATION_STD = 0.75


def channel_statistics(features: Tensor, epsilon: float) -> Tuple[Tensor, Tensor]:
    """Mean and deviation over the positions, [B, C, 1, 1], with n − 1."""
    variance, mean = torch.var_mean(features.detach(), (2, 3), keepdim=True)
    return mean, (variance + epsilon).sqrt()


class MixStyle(Method):
    """Zhou et al., ICLR 2021: the statistics of each image become a mixture with those of another of the batch."""

    changes = True

    def changed(self, batch: Batch, random: Random) -> Batch:
        count = len(batch.scenes)
        shares = np.array([random.beta(MIX_ALPHA, MIX_ALPHA) for _ in range(count)], np.float32)
        partners = random.permutation(count)

        def mix(features: Tensor) -> Tensor:
            share = torch.from_numpy(shares).to(features.device)[:, None, None, None]
            mean, deviation = channel_statistics(features, MIX_EPSILON)
            mixed = lambda x: x * share + x[partners] * (1 - share)
            return (features - mean) / deviation * mixed(deviation) + mixed(mean)

        return replace(batch, layer1=mix)


class NormalisationPerturbation(Method):
    """Fan et al. 2022 (arXiv 2211.04393): y = β x + (α − β) μ, with α and β ~ N(1, 0.75²) for each image and channel."""

    changes = True

    def __init__(self, channels: int) -> None:
        self._channels = channels

    def changed(self, batch: Batch, random: Random) -> Batch:
        draws = 1 + PERTURBATION_STD * np.stack([random.normals(2 * self._channels) for _ in batch.scenes])
        scales = torch.from_numpy(draws.astype(np.float32))[:, :, None, None]

        def perturb(features: Tensor) -> Tensor:
            alpha, beta = scales.to(features.device).split(self._channels, 1)
            mean = features.detach().mean((2, 3), keepdim=True)
            return beta * features + (alpha - beta) * mean

        return replace(batch, layer1=perturb)
