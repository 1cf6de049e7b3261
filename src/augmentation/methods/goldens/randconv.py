"""RandConv in PyTorch: `python randconv.py` rewrites randconv.json.

The normalised image x becomes (1 - a) x + a (W * x) by `conv2d` with zeros around, as wildphoton/RandConv's `rand_conv.py` does with mixing, in double
precision; then bytes again.
"""

import json
from pathlib import Path

import torch
from torch.nn.functional import conv2d

MEAN = torch.tensor([0.48145466, 0.4578275, 0.40821073], dtype=torch.float64).view(3, 1, 1)
STD = torch.tensor([0.26862954, 0.26130258, 0.27577711], dtype=torch.float64).view(3, 1, 1)
HEIGHT, WIDTH = 6, 5

generator = torch.Generator().manual_seed(1)
image = torch.randint(256, (3, HEIGHT, WIDTH), generator=generator, dtype=torch.uint8)
cases = []
for side, share in [(1, 0.9), (3, 0.5), (5, 1.0), (7, 0.25), (3, 0.0)]:
    weights = torch.randn((3, 3, side, side), generator=generator, dtype=torch.float64) / (3 * side * side) ** 0.5
    weights = (weights * 1e6).round() / 1e6
    x = (image.double() / 255 - MEAN) / STD
    mixed = (1 - share) * x + share * conv2d(x[None], weights, padding=side // 2)[0]
    values = (255 * (mixed * STD + MEAN)).clamp(0, 255)
    # None lies where rounding could fall either way.
    assert ((values - values.floor() - 0.5).abs() > 1e-6).all()
    result = values.add(0.5).floor().byte()
    cases.append(
        {
            "side": side,
            "share": share,
            "weights": weights.reshape(-1).tolist(),
            "result": result.permute(1, 2, 0).reshape(-1).tolist(),
        }
    )
golden = {"width": WIDTH, "height": HEIGHT, "image": image.permute(1, 2, 0).reshape(-1).tolist(), "cases": cases}
Path(__file__).with_name("randconv.json").write_text(json.dumps(golden) + "\n")
