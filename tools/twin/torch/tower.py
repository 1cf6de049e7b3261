"""CLIP's visual tower as the detector uses it (openai/CLIP `ModifiedResNet`): batch norms frozen, convolutions of the trained stages free.

Memory is channels last, which is several times as fast on a CPU. The network is convolutions with a scale and a shift for each channel.
"""

from typing import Dict, List, Optional, Sequence

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from attention_pool import AttentionPool

EPSILON = 1e-5
STAGES = ("stem", "layer1", "layer2", "layer3", "layer4", "attnpool")


class NormedConv(torch.nn.Module):
    """A convolution and its frozen batch norm: W · γ/√(σ² + ε), and β − μ γ/√(σ² + ε)."""

    def __init__(self, weights: Dict[str, np.ndarray], conv: str, norm: str, trained: bool, stride: int = 1) -> None:
        super().__init__()
        tensor = lambda name: torch.from_numpy(weights[name].astype(np.float32))
        scale = tensor(f"{norm}.weight") / (tensor(f"{norm}.running_var") + EPSILON).sqrt()
        weight = tensor(f"{conv}.weight").contiguous(memory_format=torch.channels_last)
        self.name, self.stride, self.pad = f"{conv}.weight", stride, weight.shape[-1] // 2
        self.register_buffer("scale", scale[:, None, None, None])
        self.register_buffer("shift", tensor(f"{norm}.bias") - tensor(f"{norm}.running_mean") * scale)
        if trained:
            self.weight = torch.nn.Parameter(weight)
        else:
            self.register_buffer("folded", (weight * self.scale).contiguous(memory_format=torch.channels_last))

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight * self.scale if hasattr(self, "weight") else self.folded
        if self.pad > 0:
            return F.conv2d(x, weight, self.shift, stride=self.stride, padding=self.pad)
        # Rows in place of images: oneDNN refuses few images where the kernel has one cell and there is one thread.
        batch, channels, height, width = x.shape
        rows = x.permute(0, 2, 3, 1).reshape(batch * height, 1, width, channels).permute(0, 3, 1, 2)
        out = F.conv2d(rows, weight, self.shift)
        return out.permute(0, 2, 3, 1).reshape(batch, height, width, -1).permute(0, 3, 1, 2)


class Bottleneck(torch.nn.Module):
    def __init__(self, weights: Dict[str, np.ndarray], name: str, stride: int, trained: bool) -> None:
        super().__init__()
        conv = lambda i: NormedConv(weights, f"{name}.conv{i}", f"{name}.bn{i}", trained)
        self.stride, self.conv1, self.conv2, self.conv3 = stride, conv(1), conv(2), conv(3)
        self.downsample: Optional[NormedConv] = None
        if f"{name}.downsample.0.weight" in weights:
            self.downsample = NormedConv(weights, f"{name}.downsample.0", f"{name}.downsample.1", trained)

    def shrink(self, x: Tensor) -> Tensor:
        return F.avg_pool2d(x, self.stride) if self.stride > 1 else x

    def forward(self, x: Tensor) -> Tensor:
        out = F.relu_(self.conv2(F.relu_(self.conv1(x))))
        identity = x if self.downsample is None else self.downsample(self.shrink(x))
        return F.relu_(self.conv3(self.shrink(out)) + identity)


class Tower(torch.nn.Module):
    """From `res2` on the stages are named as in the paper's code: V_a ends with layer3 (res4), V_b is layer4 and the attention pool."""

    def __init__(self, weights: Dict[str, np.ndarray], trainable: Sequence[str]) -> None:
        super().__init__()
        unknown = set(trainable) - set(STAGES)
        if unknown:
            raise ValueError(f"There is no stage {', '.join(sorted(unknown))}. Stages: {', '.join(STAGES)}.")
        stem = "stem" in trainable
        self.stem = torch.nn.ModuleList(
            NormedConv(weights, f"conv{i}", f"bn{i}", stem, stride=2 if i == 1 else 1) for i in (1, 2, 3)
        )
        for index in (1, 2, 3, 4):
            name = f"layer{index}"
            count = len({key.split(".")[1] for key in weights if key.startswith(f"{name}.")})
            blocks = [Bottleneck(weights, f"{name}.{i}", 2 if i == 0 and index > 1 else 1, name in trainable) for i in range(count)]
            setattr(self, name, torch.nn.Sequential(*blocks))
        self.attention_pool = AttentionPool(weights, "attnpool" in trainable)
        frozen: List[str] = [stage for stage in ("stem", "layer1", "layer2") if stage not in trainable]
        self.starts_frozen = len(frozen) == 3

    def layer1_features(self, images: Tensor) -> Tensor:
        """[B, 3, H, W], normalised → [B, 4w, H/4, W/4]."""
        x = images.contiguous(memory_format=torch.channels_last)
        for conv in self.stem:
            x = F.relu_(conv(x))
        return self.layer1(F.avg_pool2d(x, 2))

    def trained(self) -> Dict[str, torch.nn.Parameter]:
        """By the names of CLIP's state dict."""
        convs = {module.name: module.weight for module in self.modules() if isinstance(module, NormedConv) and hasattr(module, "weight")}
        return {**convs, **self.attention_pool.trained()}
