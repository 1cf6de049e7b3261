"""torch's SGD, the learning rate of a step, and detectron2's clipping of the whole gradient."""

from typing import Iterable

import torch

WARMUP_FACTOR = 0.1


def create_sgd(parameters: Iterable[torch.nn.Parameter], training: dict) -> torch.optim.SGD:
    rate, momentum, decay = training["learningRate"], training["momentum"], training["weightDecay"]
    return torch.optim.SGD(list(parameters), lr=rate, momentum=momentum, weight_decay=decay)


def learning_rate(step: int, training: dict) -> float:
    """Linear warm-up from a tenth, then a tenth after every drop."""
    drops = sum(step >= drop for drop in training["learningRateDrops"])
    warmup = training["warmupSteps"]
    warmth = step / warmup if step < warmup else 1
    return training["learningRate"] * 0.1**drops * (WARMUP_FACTOR + (1 - WARMUP_FACTOR) * warmth)


def clip_gradient(parameters: Iterable[torch.nn.Parameter], limit: float) -> float:
    """Scales the gradients down where the norm of them all exceeds the limit; the norm before that."""
    gradients = [parameter.grad for parameter in parameters]
    norm = float(torch.stack([gradient.square().sum() for gradient in gradients]).sum().sqrt())
    if norm > limit:
        for gradient in gradients:
            gradient.mul_(limit / norm)
    return norm
