"""Methods that change the statistics of layer1's channels. The statistics count as constants; layer1 is frozen anyway."""

from dataclasses import replace
from pathlib import Path
from typing import Tuple

import numpy as np
import torch
from torch import Tensor

from methods.method import Method
from seeded_random import Random
from step import Batch
from tensor_file import read_tensors

MIX_ALPHA, MIX_EPSILON = 0.1, 1e-6
PERTURBATION_STD = 0.75
PIN_EPSILON = 1e-5


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


class Pin(Method):
    """PØDA (Fahes et al., ICCV 2023): each image gets one of the styles, without ReLU after it."""

    changes = True

    def __init__(self, styles: Path, channels: int) -> None:
        """Raises ValueError for what is no file of styles, or one of another tower."""
        tensors, _ = read_tensors(styles)
        if "means" not in tensors or "deviations" not in tensors:
            raise ValueError(f"{styles} holds no styles. Choose a styles.safetensors that the playground has written.")
        self._means, self._deviations = (tensors[name].reshape(-1, tensors[name].shape[-1]) for name in ("means", "deviations"))
        if self._means.shape[1] != channels:
            raise ValueError(f"{styles} has {self._means.shape[1]} channels, layer1 {channels}. Learn styles with this CLIP.")

    def changed(self, batch: Batch, random: Random) -> Batch:
        rows = [random.integer(len(self._means)) for _ in batch.scenes]

        def inject(features: Tensor) -> Tensor:
            own_mean, own_deviation = channel_statistics(features, PIN_EPSILON)
            mean, deviation = self._styles(rows, features)
            return (features - own_mean) / own_deviation * deviation + mean

        return replace(batch, layer1=inject)

    def _styles(self, rows: list, features: Tensor) -> Tuple[Tensor, Tensor]:
        mean, deviation = (torch.from_numpy(x[rows])[:, :, None, None].to(features.device) for x in (self._means, self._deviations))
        return mean, deviation


class PinMix(Pin):
    """FAMix (Fahes et al., CVPR 2024): own statistics and a style's are mixed with one s ~ Beta(0.1, 0.1) for each channel; then ReLU."""

    def changed(self, batch: Batch, random: Random) -> Batch:
        channels = self._means.shape[1]
        drawn = [
            (random.integer(len(self._means)), [random.beta(MIX_ALPHA, MIX_ALPHA) for _ in range(channels)]) for _ in batch.scenes
        ]
        rows, shares = [row for row, _ in drawn], np.array([share for _, share in drawn], np.float32)

        def mix(features: Tensor) -> Tensor:
            s = torch.from_numpy(shares).to(features.device)[:, :, None, None]
            mean, deviation = self._styles(rows, features)
            return mix_style(features, mean, deviation, s)

        return replace(batch, layer1=mix)


def mix_style(features: Tensor, mean: Tensor, deviation: Tensor, s: Tensor) -> Tensor:
    """ReLU of the features with s own + (1 − s) style."""
    own_mean, own_deviation = channel_statistics(features, PIN_EPSILON)
    mixed = lambda own, style: s * own + (1 - s) * style
    return torch.relu((features - own_mean) / own_deviation * mixed(own_deviation, deviation) + mixed(own_mean, mean))
