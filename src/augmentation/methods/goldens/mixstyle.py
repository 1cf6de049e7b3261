"""MixStyle in PyTorch, as KaiyangZhou/mixstyle-release's `mixstyle.py` does it: `python mixstyle.py` rewrites mixstyle.json.

The statistics are detached, so the gradient of the features is dy times the ratio of the deviations.
"""

import json
import math
from pathlib import Path

import torch

SHAPE = (3, 2, 3, 2)
EPSILON = 1e-6


def values(shape, scale, salt):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return ((((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * scale).float().reshape(shape)


def nhwc(x):
    return [float(value) for value in x.permute(0, 2, 3, 1).reshape(-1)]


features = values(SHAPE, 2, 1).requires_grad_()
dy = values(SHAPE, 1, 2)
shares = torch.tensor([0.25, 0.9, 0.5])
partners = [1, 2, 0]

mu = features.mean(dim=[2, 3], keepdim=True)
sig = (features.var(dim=[2, 3], keepdim=True) + EPSILON).sqrt()
mu, sig = mu.detach(), sig.detach()
normed = (features - mu) / sig
share = shares.view(-1, 1, 1, 1)
mixed = normed * (sig * share + sig[partners] * (1 - share)) + mu * share + mu[partners] * (1 - share)
mixed.backward(dy)

golden = {
    "shape": [SHAPE[0], SHAPE[2], SHAPE[3], SHAPE[1]],
    "features": nhwc(features.detach()),
    "dy": nhwc(dy),
    "shares": shares.tolist(),
    "partners": partners,
    "value": nhwc(mixed.detach()),
    "gradient": nhwc(features.grad),
}
Path(__file__).with_name("mixstyle.json").write_text(json.dumps(golden) + "\n")
