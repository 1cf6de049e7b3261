"""Two training steps in PyTorch, written from detectron2's formulas: `python training_step.py` rewrites training-step.json.

Nothing is drawn: the limits are so wide that every anchor and every proposal enters the losses.
"""

import json
import math
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT / "models" / "pretrain"))
from boxes import decode, encode, iou  # noqa: E402
from model import ModifiedResNet  # noqa: E402

SIZES, RATIOS, STRIDE, K, GAMMA, POOL = [16, 32], [0.5, 1, 2], 16, 3, 100.0, 4
A = len(SIZES) * len(RATIOS)
POST_NMS = 40
RPN_BATCH, REGION_BATCH = 1000, 64
IMAGES = [(0, 64, 64), (1, 96, 64)]  # formula, width, height
GT = [
    (torch.tensor([[5.0, 9, 30, 41], [22, 20, 61, 53]]), torch.tensor([0, 2])),
    (torch.tensor([[50.0, 10, 90, 60]]), torch.tensor([1])),
]
OFFSET_SCALE = 0.05
LR, MOMENTUM, DECAY = 0.02, 0.9, 1e-4


def values(shape, scale, salt):
    count = math.prod(shape)
    i = torch.arange(count, dtype=torch.float64)
    return ((((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * scale).float().reshape(shape)


def formula_image(index, width, height):
    y, x, c = torch.meshgrid(torch.arange(height), torch.arange(width), torch.arange(3), indexing="ij")
    value = 7 * x + 13 * y + 29 * c if index == 0 else x * y + 11 * x + 101 * c + 5 * y * y
    return value % 256


def batch():
    mean = torch.tensor([0.48145466, 0.4578275, 0.40821073])
    std = torch.tensor([0.26862954, 0.26130258, 0.27577711])
    width, height = max(w for _, w, _ in IMAGES), max(h for _, _, h in IMAGES)
    out = torch.zeros(len(IMAGES), height, width, 3)
    for b, (index, w, h) in enumerate(IMAGES):
        out[b, :h, :w] = (formula_image(index, w, h) / 255 - mean) / std
    return out.permute(0, 3, 1, 2)


def anchors(h, w):
    cell = []
    for s in SIZES:
        for r in RATIOS:
            aw = math.sqrt(s * s / r)
            cell.append([-aw / 2, -r * aw / 2, aw / 2, r * aw / 2])
    y, x = torch.meshgrid(torch.arange(h) * STRIDE, torch.arange(w) * STRIDE, indexing="ij")
    shift = torch.stack([x, y, x, y], -1).reshape(-1, 1, 4)
    return (shift + torch.tensor(cell)).reshape(-1, 4).float()


def nms(boxes, thresh):
    keep = []
    for i in range(len(boxes)):
        if not keep or iou(boxes[i : i + 1], boxes[keep]).max() <= thresh:
            keep.append(i)
    return keep


def roi_align(feature, box):
    """One box on one feature map [C, H, W] → [C, P, P]."""
    _, H, W = feature.shape
    x1, y1, x2, y2 = (box / STRIDE - 0.5).tolist()
    bw, bh = (x2 - x1) / POOL, (y2 - y1) / POOL
    gx, gy = math.ceil(bw), math.ceil(bh)

    def axis(start, bin_size, g, size):
        weights = torch.zeros(POOL, size)
        for p in range(POOL):
            for i in range(g):
                at = start + (p + (i + 0.5) / g) * bin_size
                if at < -1 or at > size:
                    continue
                at = max(at, 0.0)
                low = int(at)
                if low >= size - 1:
                    weights[p, size - 1] += 1
                else:
                    weights[p, low] += 1 - (at - low)
                    weights[p, low + 1] += at - low
        return weights / max(g, 1)

    wy, wx = axis(y1, bh, gy, H), axis(x1, bw, gx, W)
    return torch.einsum("py,qx,cyx->cpq", wy, wx, feature)


def losses(model, heads, text, offsets):
    res4 = model.res4_features(batch()) + offsets[:, :, None, None]
    hidden = F.relu(F.conv2d(res4, heads["conv.weight"], heads["conv.bias"], padding=1))
    logits = F.conv2d(hidden, heads["objectness_logits.weight"], heads["objectness_logits.bias"])
    deltas = F.conv2d(hidden, heads["anchor_deltas.weight"], heads["anchor_deltas.bias"])
    B, _, H, W = logits.shape
    logits = logits.permute(0, 2, 3, 1).reshape(B, -1)
    deltas = deltas.view(B, A, 4, H, W).permute(0, 3, 4, 1, 2).reshape(B, -1, 4)
    grid = anchors(H, W)
    objectness = box_rpn = 0
    rois, classes, targets = [], [], []
    for b, (gt, gt_classes) in enumerate(GT):
        quality = iou(gt, grid)
        best, index = quality.max(0)
        label = torch.full_like(index, -1)
        label[best < 0.3] = 0
        label[best >= 0.7] = 1
        label[(quality == quality.max(1, keepdim=True).values).any(0)] = 1
        used, positive = label >= 0, label == 1
        objectness = objectness + F.binary_cross_entropy_with_logits(logits[b][used], label[used].float(), reduction="sum")
        wanted = encode(grid[positive], gt[index[positive]], [1.0, 1, 1, 1])
        box_rpn = box_rpn + (deltas[b][positive] - wanted).abs().sum()
        with torch.no_grad():
            order = logits[b].argsort(descending=True)
            boxes = decode(grid[order], deltas[b][order])
            _, w, h = IMAGES[b]
            boxes[:, 0::2] = boxes[:, 0::2].clamp(0, w)
            boxes[:, 1::2] = boxes[:, 1::2].clamp(0, h)
            boxes = boxes[(boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])]
            proposals = torch.cat([boxes[nms(boxes, 0.7)][:POST_NMS], gt])
            best, index = iou(gt, proposals).max(0)
            foreground = best >= 0.5
            rois += [(b, box) for box in proposals]
            classes.append(torch.where(foreground, gt_classes[index], K))
            targets.append(encode(proposals, gt[index], [10.0, 10, 5, 5]))
    classes, targets = torch.cat(classes), torch.cat(targets)
    pooled = torch.stack([roi_align(res4[b], box) for b, box in rois])
    res5 = model.layer4(pooled)
    embedding = F.normalize(model.attnpool(res5), dim=1)
    scores = torch.cat([GAMMA * embedding @ text.T, torch.zeros(len(rois), 1)], 1)
    predicted = F.linear(res5.mean((2, 3)), heads["bbox_pred.weight"], heads["bbox_pred.bias"]).view(-1, K, 4)
    foreground = classes < K
    box = (predicted[foreground, classes[foreground]] - targets[foreground]).abs().sum()
    parts = {
        "rpnObjectness": objectness / (RPN_BATCH * B),
        "rpnBox": box_rpn / (RPN_BATCH * B),
        "classification": F.cross_entropy(scores, classes),
        "box": box / len(rois),
    }
    return parts, len(rois)


def main():
    state = load_file(ROOT / "models" / "tiny" / "single" / "open_clip_model.safetensors")
    model = ModifiedResNet((1, 1, 2, 1), 8, 64, 32).eval()
    model.load_state_dict({n[7:]: t.float() for n, t in state.items() if n.startswith("visual.")})
    heads = {
        "conv.weight": values((128, 128, 3, 3), 0.06, 1),
        "conv.bias": values((128,), 0.1, 2),
        "objectness_logits.weight": values((A, 128, 1, 1), 0.2, 3),
        "objectness_logits.bias": values((A,), 0.1, 4),
        "anchor_deltas.weight": values((A * 4, 128, 1, 1), 0.02, 5),
        "anchor_deltas.bias": values((A * 4,), 0.02, 6),
        "bbox_pred.weight": values((K * 4, 256), 0.02, 7),
        "bbox_pred.bias": values((K * 4,), 0.02, 8),
    }
    text = F.normalize(values((K, 32), 1, 9), dim=1)
    offsets = values((2, 128), OFFSET_SCALE, 10)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    trained = [p for n, p in model.named_parameters() if n.startswith(("layer3", "layer4")) and p.dim() == 4]
    trained += list(model.attnpool.parameters()) + list(heads.values())
    for parameter in trained:
        parameter.requires_grad_(True)
    optimiser = torch.optim.SGD(trained, lr=LR, momentum=MOMENTUM, weight_decay=DECAY)
    steps = []
    for _ in range(3):
        optimiser.zero_grad()
        parts, regions = losses(model, heads, text, offsets)
        sum(parts.values()).backward()
        norm = torch.stack([p.grad.norm() for p in trained if p.grad is not None]).norm()
        scale = min(1.0, 1.0 / norm.item())
        for parameter in trained:
            if parameter.grad is not None:
                parameter.grad.mul_(scale)
        optimiser.step()
        steps.append({"regions": regions, "gradientNorm": norm.item(), "losses": {n: v.item() for n, v in parts.items()}})
    (HERE / "training-step.json").write_text(json.dumps({"steps": steps}, indent=1) + "\n")
    print(json.dumps(steps, indent=1))


if __name__ == "__main__":
    main()
