"""Normalisation perturbation in PyTorch, as the paper defines it: `python normalisation_perturbation.py` rewrites np.json.

The features are normalised by mean and deviation of each channel and get alpha times that mean and beta times that deviation. The mean that is added is detached,
as is the one that is taken off; the deviation cancels. The gradient is then beta times dy.
"""

import json
import math
from pathlib import Path

import torch

SHAPE = (3, 2, 3, 2)


def values(shape, scale, salt):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return ((((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * scale).float().reshape(shape)


def nhwc(x):
    return [float(value) for value in x.permute(0, 2, 3, 1).reshape(-1)]


features = values(SHAPE, 2, 1).requires_grad_()
dy = values(SHAPE, 1, 2)
alpha = 1 + values(SHAPE[:2], 3, 3)
beta = 1 + values(SHAPE[:2], 3, 4)

mean = features.detach().mean((2, 3), keepdim=True)
deviation = features.detach().std((2, 3), keepdim=True)
normal = (features - mean) / deviation
perturbed = beta.view(3, 2, 1, 1) * deviation * normal + alpha.view(3, 2, 1, 1) * mean
perturbed.backward(dy)

golden = {
    "shape": [SHAPE[0], SHAPE[2], SHAPE[3], SHAPE[1]],
    "features": nhwc(features.detach()),
    "dy": nhwc(dy),
    "means": alpha.tolist(),
    "deviations": beta.tolist(),
    "value": nhwc(perturbed.detach()),
    "gradient": nhwc(features.grad),
}
Path(__file__).with_name("np.json").write_text(json.dumps(golden) + "\n")
