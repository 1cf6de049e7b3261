"""The network of made-decoder.ts in PyTorch: `python made_decoder.py` rewrites made-decoder.json. Needs torch and numpy."""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

C, Q, P, BINS, CLASSES = 4, 5, 3, 6, 3
seed = 0


def weight(*shape, scale=0.5):
    global seed
    seed += 1
    at = np.arange(math.prod(shape), dtype=np.int64)
    values = (((at * 7919 + seed * 1299709) % 997) / 498 - 1) * scale
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def linear(value, inputs, outputs):
    return value @ weight(inputs, outputs) + weight(outputs)


y, x, c = np.mgrid[0:640, 0:640, 0:3]
image = (x * x * 7 + y * y * 13 + x * y * 3 + 61 * c * (x + y)) % 251
pixels = torch.from_numpy(image.astype(np.float32) / np.float32(255)).permute(2, 0, 1)[None]

first = F.relu(F.conv2d(pixels, weight(C, 3, 16, 16, scale=0.1), weight(C), stride=16))
fine = first + F.max_pool2d(F.pad(first, (0, 1, 0, 1)), 2, stride=1, ceil_mode=True)
coarse = F.silu(F.conv2d(fine, weight(C, C, 3, 3), weight(C), stride=2, padding=1))

tokens = coarse.flatten(2).transpose(1, 2)
keys = linear(tokens, C, C).transpose(1, 2)
attention = torch.softmax(linear(tokens, C, C) @ keys * 0.5, -1)
attended = tokens + attention @ linear(tokens, C, C)
encoded = F.gelu(F.layer_norm(attended, (C,), weight(C), weight(C)))
encoded = encoded.transpose(1, 2).reshape(1, C, 20, 20)

joined = torch.cat([F.interpolate(encoded, scale_factor=2, mode="nearest"), fine], 1)
level = F.conv2d(joined, weight(C, 2 * C, 1, 1), weight(C))

memory = torch.cat([level.flatten(2).transpose(1, 2), encoded.flatten(2).transpose(1, 2)], 1)
best = linear(memory, C, CLASSES).amax(-1)
order = best[0].sort(descending=True).values[: Q + 1]
assert (order[:-1] - order[1:]).min() > 1e-4, "the choice of queries must not hang on rounding"
chosen = best.topk(Q, 1).indices[..., None]
queries = memory.gather(1, chosen.expand(1, Q, C))
corner = torch.sigmoid(linear(memory, C, 2)).clip(0.001, 0.999)
centre = torch.sigmoid(torch.log(corner / (1 - corner)).gather(1, chosen.expand(1, Q, 2)))

moves = (linear(queries, C, 2 * P) * 0.2).reshape(1, Q, P, 2)
grid = 2 * (centre[:, :, None] + moves) - 1
sampled = F.grid_sample(level, grid, mode="bilinear", padding_mode="zeros", align_corners=False)
weights = torch.softmax(linear(queries, C, P), -1)
decoded = queries + torch.einsum("bcqp,bqp->bqc", sampled, weights)

likely = torch.softmax(linear(decoded, C, 4 * BINS).reshape(1, Q, 4, BINS), -1)
project = (torch.arange(BINS, dtype=torch.float32) + 1) / (4 * BINS)
before, after = (likely * project).sum(-1).split(2, -1)
boxes = torch.cat([centre + 0.5 * (after - before), before + after], -1)
logits = linear(decoded, C, CLASSES) + likely.topk(2).values.mean((2, 3))[..., None]

golden = {"logits": logits.flatten().tolist(), "boxes": boxes.flatten().tolist()}
Path(__file__).with_name("made-decoder.json").write_text(json.dumps(golden, indent=1) + "\n")
