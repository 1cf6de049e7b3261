"""PIN in PyTorch, as astra-vision/PODA's `PIN_aug.py` does it: `python pin.py` rewrites pin.json.

Two crops of the formula images, two targets, a few steps of SGD; the features of layer1 are pooled to the grid of the model's resolution.
The steps start beside the crops' own style: at that style itself σ (0 − μ) / σ + μ is zero but for rounding wherever the features are zero, and whether the
ReLU lets a gradient through there is chance.
"""

import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
sys.path.insert(0, str(ROOT / "models" / "pretrain"))
from model import ModifiedResNet  # noqa: E402

RESOLUTION, SIDE, D, STEPS = 64, 128, 32, 4


def values(shape, scale, salt):
    count = math.prod(shape)
    i = torch.arange(count, dtype=torch.float64)
    return ((((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * scale).float().reshape(shape)


def formula_image(index):
    y, x, c = torch.meshgrid(torch.arange(SIDE), torch.arange(SIDE), torch.arange(3), indexing="ij")
    value = 7 * x + 13 * y + 29 * c if index == 0 else x * y + 11 * x + 101 * c + 5 * y * y
    return value % 256


def batch():
    mean = torch.tensor([0.48145466, 0.4578275, 0.40821073])
    std = torch.tensor([0.26862954, 0.26130258, 0.27577711])
    return torch.stack([(formula_image(i) / 255 - mean) / std for i in (0, 1)]).permute(0, 3, 1, 2)


def calc_mean_std(feature, eps=1e-5):
    n, c = feature.shape[:2]
    flat = feature.reshape(n, c, -1)
    return flat.mean(2).view(n, c, 1, 1), (flat.var(2) + eps).sqrt().view(n, c, 1, 1)


class Pin(nn.Module):
    def __init__(self, content):
        super().__init__()
        mean, std = calc_mean_std(content)
        self.normal = (content - mean) / std
        self.mean = nn.Parameter(mean + values(mean.shape, 0.2, 10))
        self.std = nn.Parameter(std * 1.2)

    def forward(self):
        self.std.data.clamp_(min=0)
        return F.relu(self.normal * self.std + self.mean)


def main():
    state = load_file(ROOT / "models" / "tiny" / "single" / "open_clip_model.safetensors")
    model = ModifiedResNet((1, 1, 2, 1), 8, RESOLUTION, D).eval()
    model.load_state_dict({n[7:]: t.float() for n, t in state.items() if n.startswith("visual.")})
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    x = batch()
    for i in (1, 2, 3):
        x = F.relu(getattr(model, f"bn{i}")(getattr(model, f"conv{i}")(x)))
    content = model.layer1(model.avgpool(x))
    texts = F.normalize(values((2, D), 1, 9), dim=1)
    targets = []
    for text in texts:
        pin = Pin(content)
        optimiser = torch.optim.SGD(pin.parameters(), lr=1.0, momentum=0.9, weight_decay=1e-4)
        losses, gradients = [], None
        with torch.no_grad():
            own = F.adaptive_avg_pool2d(content, RESOLUTION // 4)
            z = model.attnpool(model.layer4(model.layer3(model.layer2(own))))
            own_loss = (1 - F.cosine_similarity(z, text[None], dim=1)).mean().item()
        for _ in range(STEPS):
            optimiser.zero_grad()
            styled = F.adaptive_avg_pool2d(pin(), RESOLUTION // 4)
            z = model.attnpool(model.layer4(model.layer3(model.layer2(styled))))
            loss = (1 - F.cosine_similarity(z, text[None], dim=1)).mean()
            loss.backward()
            if gradients is None:
                gradients = {"mean": pin.mean.grad.flatten().tolist(), "deviation": pin.std.grad.flatten().tolist()}
            optimiser.step()
            losses.append(loss.item())
        pin.std.data.clamp_(min=0)
        style = {"mean": pin.mean.detach().flatten().tolist(), "deviation": pin.std.detach().flatten().tolist()}
        targets.append({"ownLoss": own_loss, "losses": losses, "firstGradient": rounded(gradients), "style": rounded(style)})
    mean, std = calc_mean_std(content)
    content_style = rounded({"mean": mean.flatten().tolist(), "deviation": std.flatten().tolist()})
    (HERE / "pin.json").write_text(json.dumps({"contentStyle": content_style, "targets": targets}) + "\n")
    print(*[t["losses"] for t in targets], sep="\n")


def rounded(lists):
    return {name: [float(f"{value:.6g}") for value in row] for name, row in lists.items()}


if __name__ == "__main__":
    main()
