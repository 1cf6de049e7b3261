"""Mixing by channel in PyTorch, as astra-vision/FAMix's `network/utils.py` does it: `python pin_mix.py` rewrites pin-mix.json.

The statistics are detached, so the gradient of the features is dy times the ratio of the deviations where ReLU lets it pass.
"""

import json
import math
from pathlib import Path

import torch

SHAPE = (3, 2, 3, 2)
EPSILON = 1e-5


def values(shape, scale, salt):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return ((((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * scale).float().reshape(shape)


def nhwc(x):
    return [float(value) for value in x.permute(0, 2, 3, 1).reshape(-1)]


features = values(SHAPE, 2, 1).requires_grad_()
dy = values(SHAPE, 1, 2)
style_mean = values(SHAPE[:2], 2, 3)
style_std = 1 + values(SHAPE[:2], 1, 4)
s = 0.5 + values(SHAPE[:2], 1, 5)

flat = features.detach().reshape(*SHAPE[:2], -1)
mean = flat.mean(2).view(*SHAPE[:2], 1, 1)
std = (flat.var(2) + EPSILON).sqrt().view(*SHAPE[:2], 1, 1)
wide = lambda x: x.view(*SHAPE[:2], 1, 1)
mu_mix = wide(s) * mean + (1 - wide(s)) * wide(style_mean)
std_mix = wide(s) * std + (1 - wide(s)) * wide(style_std)
mixed = torch.relu(std_mix * ((features - mean) / std) + mu_mix)
mixed.backward(dy)
assert 0.2 < (mixed > 0).float().mean() < 0.8

golden = {
    "shape": [SHAPE[0], SHAPE[2], SHAPE[3], SHAPE[1]],
    "features": nhwc(features.detach()),
    "dy": nhwc(dy),
    "means": style_mean.tolist(),
    "deviations": style_std.tolist(),
    "shares": s.tolist(),
    "value": nhwc(mixed.detach()),
    "gradient": nhwc(features.grad),
}
Path(__file__).with_name("pin-mix.json").write_text(json.dumps(golden) + "\n")
