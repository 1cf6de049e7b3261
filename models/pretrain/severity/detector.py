"""A small anchor-free detector trained from scratch: it sees no CLIP, so its loss of AP on unseen weather measures the scenes alone."""
import torch
from torch import nn
import torch.nn.functional as F

STRIDE, CLASSES = 8, 7


def block(cin, cout, stride=1):
    return nn.Sequential(
        nn.Conv2d(cin, cout, 3, stride, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True),
        nn.Conv2d(cout, cout, 3, 1, 1, bias=False), nn.BatchNorm2d(cout), nn.ReLU(inplace=True),
    )


class Detector(nn.Module):
    """Heat map of object centres per class, with size and sub-cell offset, at stride 8."""

    def __init__(self, width=12):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, width, 3, 2, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU(inplace=True))
        self.stage1, self.stage2 = block(width, 2 * width, 2), block(2 * width, 4 * width, 2)
        self.stage3, self.stage4 = block(4 * width, 6 * width, 2), block(6 * width, 8 * width, 2)
        self.up3, self.up4 = nn.Conv2d(6 * width, 4 * width, 1), nn.Conv2d(8 * width, 6 * width, 1)
        self.merge = block(4 * width, 4 * width)
        self.heat, self.shape = nn.Conv2d(4 * width, CLASSES, 1), nn.Conv2d(4 * width, 4, 1)
        nn.init.constant_(self.heat.bias, -3.5)

    def forward(self, x):
        c2 = self.stage2(self.stage1(self.stem(x)))
        c3 = self.stage3(c2)
        c3 = c3 + F.interpolate(self.up4(self.stage4(c3)), scale_factor=2)
        y = self.merge(c2 + F.interpolate(self.up3(c3), scale_factor=2))
        return self.heat(y), self.shape(y)


def targets(objects, size=256):
    """Gaussian heat map [K,H,W], shape targets [4,H,W] (log w, log h, dx, dy) and their mask [H,W]."""
    n = size // STRIDE
    heat, shape, mask = torch.zeros(CLASSES, n, n), torch.zeros(4, n, n), torch.zeros(n, n)
    grid = torch.arange(n).float()
    for k, x1, y1, x2, y2 in objects:
        cx, cy, w, h = (x1 + x2) / 2 / STRIDE, (y1 + y2) / 2 / STRIDE, x2 - x1, y2 - y1
        i, j = min(int(cy), n - 1), min(int(cx), n - 1)
        sx, sy = max(w / STRIDE / 6, 0.5), max(h / STRIDE / 6, 0.5)
        bump = torch.exp(-((grid[:, None] - i) ** 2) / (2 * sy * sy) - (grid[None] - j) ** 2 / (2 * sx * sx))
        heat[k] = torch.maximum(heat[k], bump)
        heat[k, i, j] = 1
        shape[:, i, j] = torch.tensor([torch.tensor(w / 32).log(), torch.tensor(h / 32).log(), cx - j, cy - i])
        mask[i, j] = 1
    return heat, shape, mask


def loss(model, images, heat, shape, mask):
    logits, predicted = model(images)
    p = torch.sigmoid(logits.float()).clamp(1e-4, 1 - 1e-4)
    positive = heat == 1
    focal = -torch.where(positive, (1 - p) ** 2 * p.log(), (1 - heat) ** 4 * p**2 * (1 - p).log()).sum()
    count = positive.sum().clamp(min=1)
    return focal / count + ((predicted.float() - shape).abs() * mask[:, None]).sum() / count


@torch.no_grad()
def detect(model, images, top=50):
    """Per image rows (class, score, x1, y1, x2, y2)."""
    logits, shape = model(images)
    p = torch.sigmoid(logits)
    p = p * (F.max_pool2d(p, 3, 1, 1) == p)
    out = []
    n = p.shape[-1]
    for heat, s in zip(p, shape):
        scores, at = heat.flatten().topk(top)
        k, cell = at // (n * n), at % (n * n)
        i, j = cell // n, cell % n
        v = s[:, i, j]
        w, h = v[0].clamp(max=3).exp() * 32, v[1].clamp(max=3).exp() * 32
        cx, cy = (j + v[2]) * STRIDE, (i + v[3]) * STRIDE
        out.append(torch.stack([k.float(), scores, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2], 1).numpy())
    return out
