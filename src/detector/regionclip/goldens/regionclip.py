"""A small random detector in the layout of microsoft/RegionCLIP, and what it finds: `python regionclip.py` rewrites regionclip.pth.gz and
regionclip.safetensors. Its CLIP has the sizes of models/tiny. `python regionclip.py --full FILE` writes one of the sizes of finetuned-coco_rn50.

Written in plain torch from the definition: detectron2's ResNet C4 and proposal network, OpenAI's ModifiedResNet, and the order of
`modeling/meta_arch/clip_rcnn.py` and `modeling/roi_heads/fast_rcnn.py` for fine-tuned detectors. Weights repeat, so that their file is small.
"""

import gzip
import io
import json
import math
import struct
import sys
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

HERE = Path(__file__).parent
ROOT = HERE.parents[3]
sys.path[:0] = [str(ROOT / "models" / "pretrain"), str(ROOT / "src" / "training" / "goldens")]
from boxes import decode, iou  # noqa: E402
from model import ModifiedResNet  # noqa: E402

SHORT, LONGEST, STRIDE, POOL, K, D = 168, 280, 16, 4, 65, 32
SIZES, RATIOS = [32, 64, 128, 256, 512], [0.5, 1, 2]
PRE_NMS, POST_NMS, RPN_NMS, TEMPERATURE = 6000, 100, 0.7, 0.01
SCORE, SIGMA, PRUNE, MOST = 0.001, 0.5, 0.001, 100
CLIP_MEAN, CLIP_STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]
CAFFE_MEAN = [103.53, 116.28, 123.675]


def values(shape, std, salt, mean=0.0):
    i = torch.arange(math.prod(shape), dtype=torch.float64)
    return ((((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * std * math.sqrt(12) + mean).float().reshape(shape)


class CaffeBottleneck(nn.Module):
    """detectron2 `BottleneckBlock` with STRIDE_IN_1X1; each convolution holds its norm."""

    def __init__(self, inputs, planes, outputs, stride, first):
        super().__init__()
        if first:
            self.shortcut = conv(inputs, outputs, 1, stride)
        self.conv1 = conv(inputs, planes, 1, stride)
        self.conv2 = conv(planes, planes, 3)
        self.conv3 = conv(planes, outputs, 1)

    def forward(self, x):
        y = normed(self.conv3, F.relu(normed(self.conv2, F.relu(normed(self.conv1, x)))))
        return F.relu(y + (normed(self.shortcut, x) if hasattr(self, "shortcut") else x))


def conv(inputs, outputs, side, stride=1):
    layer = nn.Conv2d(inputs, outputs, side, stride, side // 2, bias=False)
    layer.norm = nn.BatchNorm2d(outputs, eps=1e-5)
    return layer


def normed(layer, x):
    y = F.conv2d(x, layer.weight, None, layer.stride, layer.padding)
    return layer.norm(y)


@dataclass(frozen=True)
class Sizes:
    clip_blocks: tuple
    clip_width: int
    resolution: int
    dimensions: int
    caffe_blocks: tuple
    """Channels of the stem, of the first planes and of res2; the next stages have twice those of the one before."""
    caffe_channels: tuple


SMALL = Sizes((1, 1, 2, 1), 8, 64, D, (2, 2, 2), (8, 4, 16))
RN50 = Sizes((3, 4, 6, 3), 64, 224, 1024, (3, 4, 6), (64, 64, 256))


class CaffeC4(nn.Module):
    def __init__(self, blocks, channels):
        super().__init__()
        inputs, planes, outputs = channels
        self.stem = nn.Module()
        self.stem.conv1 = conv(3, inputs, 7, 2)
        for index, count in enumerate(blocks):
            first = CaffeBottleneck(inputs, planes, outputs, 1 if index == 0 else 2, True)
            rest = [CaffeBottleneck(outputs, planes, outputs, 1, False) for _ in range(1, count)]
            self.add_module(f"res{index + 2}", nn.Sequential(first, *rest))
            inputs, planes, outputs = outputs, 2 * planes, 2 * outputs
        self.channels = inputs

    def forward(self, x):
        x = F.max_pool2d(F.relu(normed(self.stem.conv1, x)), 3, 2, 1)
        return self.res4(self.res3(self.res2(x)))


class Detector(nn.Module):
    """The modules of CLIPFastRCNN that its checkpoints hold, under their names."""

    def __init__(self, sizes):
        super().__init__()
        self.offline_backbone = CaffeC4(sizes.caffe_blocks, sizes.caffe_channels)
        self.backbone = ModifiedResNet(sizes.clip_blocks, sizes.clip_width, sizes.resolution, sizes.dimensions)
        channels, dim = self.offline_backbone.channels, sizes.dimensions
        self.offline_proposal_generator = nn.Module()
        rpn = self.offline_proposal_generator.rpn_head = nn.Module()
        anchors = len(SIZES) * len(RATIOS)
        rpn.conv = nn.Conv2d(channels, channels, 3, padding=1)
        rpn.objectness_logits, rpn.anchor_deltas = nn.Conv2d(channels, anchors, 1), nn.Conv2d(channels, anchors * 4, 1)
        self.roi_heads = nn.Module()
        box = self.roi_heads.box_predictor = nn.Module()
        box.cls_score, box.cls_bg_score = nn.Linear(dim, 48, bias=False), nn.Linear(dim, 1, bias=False)
        box.test_cls_score, box.bbox_pred = nn.Linear(dim, K, bias=False), nn.Linear(dim, 4)
        for salt, (name, tensor) in enumerate(self.state_dict().items()):
            if tensor.dim() > 1:
                std = {"stem": 0.002, "anchor_deltas": 0.02, "objectness": 0.3, "bbox_pred": 0.4, "bg_score": 0.2}
                fan_in = math.prod(tensor.shape[1:])
                wanted = next((s for part, s in std.items() if part in name), math.sqrt(2 / fan_in))
                tensor.copy_(values(tensor.shape, wanted, salt))
            elif tensor.dim() == 1:
                positive = name.endswith("running_var") or ("norm.weight" in name or ".bn" in name or "downsample.1" in name) and name.endswith("weight")
                tensor.copy_(values(tensor.shape, 0.1, salt, 1.0 if positive else 0.0))
        self.eval()


def picture():
    y, x, c = np.meshgrid(np.arange(187), np.arange(251), np.arange(3), indexing="ij")
    return ((x // 23 * 41 + y // 17 * 67 + c * 29 + (x * y) // 90) % 256).astype(np.uint8)


def resized(image):
    """detectron2 `ResizeShortestEdge`."""
    h, w = image.shape[:2]
    scale = SHORT / min(h, w)
    scale = min(scale, LONGEST / (max(h, w) * scale) * scale)
    size = (int(w * scale + 0.5), int(h * scale + 0.5))
    return np.asarray(Image.fromarray(image).resize(size, Image.BILINEAR))


def anchors(h, w):
    cell = []
    for s in SIZES:
        for r in RATIOS:
            aw = math.sqrt(s * s / r)
            cell.append([-aw / 2, -r * aw / 2, aw / 2, r * aw / 2])
    y, x = torch.meshgrid(torch.arange(h) * STRIDE, torch.arange(w) * STRIDE, indexing="ij")
    shift = torch.stack([x, y, x, y], -1).reshape(-1, 1, 4)
    return (shift + torch.tensor(cell)).reshape(-1, 4).float()


def clip(boxes, h, w):
    return torch.stack([boxes[:, 0].clamp(0, w), boxes[:, 1].clamp(0, h), boxes[:, 2].clamp(0, w), boxes[:, 3].clamp(0, h)], 1)


def nms(boxes, thresh, most):
    """Of boxes in the order of their scores."""
    keep = []
    for i in range(len(boxes)):
        if len(keep) < most and (not keep or iou(boxes[i : i + 1], boxes[keep]).max() <= thresh):
            keep.append(i)
    return keep


def roi_align(feature, box):
    """ROIAlignV2 (aligned, sampling ratio 0) of one box on one map [C, H, W] → [C, P, P]."""
    _, H, W = feature.shape
    x1, y1, x2, y2 = (box / STRIDE - 0.5).tolist()

    def axis(start, length, size):
        step, grid = length / POOL, math.ceil(length / POOL)
        weights = torch.zeros(POOL, size)
        for p in range(POOL):
            for i in range(grid):
                at = start + (p + (i + 0.5) / grid) * step
                if at < -1 or at > size:
                    continue
                at = max(at, 0.0)
                low = int(at)
                if low >= size - 1:
                    weights[p, size - 1] += 1
                else:
                    weights[p, low] += 1 - (at - low)
                    weights[p, low + 1] += at - low
        return weights / max(grid, 1)

    return torch.einsum("py,qx,cyx->cpq", axis(y1, y2 - y1, H), axis(x1, x2 - x1, W), feature)


def propose(model, image):
    """The localisation branch: BGR from 0 to 255, less Caffe's mean."""
    h, w = image.shape[:2]
    x = (torch.tensor(image[:, :, ::-1].copy()).float() - torch.tensor(CAFFE_MEAN)).permute(2, 0, 1)[None]
    head = model.offline_proposal_generator.rpn_head
    hidden = F.relu(head.conv(model.offline_backbone(x)))
    logits, deltas = head.objectness_logits(hidden), head.anchor_deltas(hidden)
    _, A, H, W = logits.shape
    logits = logits.permute(0, 2, 3, 1).reshape(-1)
    deltas = deltas.view(A, 4, H, W).permute(2, 3, 0, 1).reshape(-1, 4)
    order = logits.argsort(descending=True)[:PRE_NMS]
    boxes = clip(decode(anchors(H, W)[order], deltas[order]), h, w)
    boxes = boxes[(boxes[:, 2] > boxes[:, 0]) & (boxes[:, 3] > boxes[:, 1])]
    return logits, deltas, boxes[nms(boxes, RPN_NMS, POST_NMS)]


def embed(model, image, proposals):
    """V_b of the regions, [P, D]."""
    x = ((torch.tensor(image.copy()).float() / 255 - torch.tensor(CLIP_MEAN)) / torch.tensor(CLIP_STD)).permute(2, 0, 1)[None]
    res4 = model.backbone.res4_features(x)[0]
    pooled = torch.stack([roi_align(res4, box) for box in proposals])
    return model.backbone.attnpool(model.backbone.layer4(pooled))


def classify(model, v):
    """The recognition branch: logits [P, K + 1] and deltas [P, 4]."""
    box = model.roi_heads.box_predictor
    unit = F.normalize(v, dim=1)
    scores = torch.cat([unit @ F.normalize(box.test_cls_score.weight, dim=1).T, box.cls_bg_score(unit)], 1) / TEMPERATURE
    return scores, box.bbox_pred(v)


def detect(proposals, scores, deltas, size, photo):
    (h, w), (height, width) = size, photo
    boxes = clip(decode(proposals, deltas / torch.tensor([10.0, 10, 5, 5])), h, w)
    probabilities = scores.softmax(1)[:, :-1]
    rows, classes = (probabilities > SCORE).nonzero(as_tuple=True)
    left, boxes_left, found = probabilities[rows, classes].clone(), boxes[rows], []
    # Soft-NMS (arXiv 1704.04503), Gaussian: whatever is of the best one's class loses by how much it overlaps it.
    while len(left) > 0:
        best = left.argmax()
        found.append((left[best].item(), classes[best].item(), boxes_left[best]))
        overlap = iou(boxes_left[best : best + 1], boxes_left).flatten() * (classes == classes[best])
        left = left * torch.exp(-(overlap**2) / SIGMA)
        keep = left > PRUNE
        keep[best] = False
        left, boxes_left, classes = left[keep], boxes_left[keep], classes[keep]
    found.sort(key=lambda one: -one[0])
    found = found[:MOST]
    scale = torch.tensor([width / w, height / h, width / w, height / h])
    return (
        torch.stack([box * scale for _, _, box in found]),
        torch.tensor([score for score, _, _ in found]),
        torch.tensor([k for _, k, _ in found], dtype=torch.float32),
    )


def write_safetensors(path, tensors):
    entries, parts, at = {}, [], 0
    for name, tensor in tensors.items():
        data = tensor.float().contiguous().numpy().tobytes()
        entries[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [at, at + len(data)]}
        parts.append(data)
        at += len(data)
    header = json.dumps(entries).encode()
    header += b" " * (-len(header) % 8)
    path.write_bytes(struct.pack("<Q", len(header)) + header + b"".join(parts))


def checkpoint(model):
    weights = OrderedDict((n, t) for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked"))
    return {"model": weights}


@torch.no_grad()
def main():
    if sys.argv[1:2] == ["--full"]:
        return torch.save(checkpoint(Detector(RN50)), sys.argv[2])
    model = Detector(SMALL)
    photo = picture()
    image = resized(photo)
    logits, deltas, proposals = propose(model, image)
    # Random towers embed everything alike; around their mean, regions differ.
    model.backbone.attnpool.c_proj.bias -= embed(model, image, proposals).mean(0)
    file = io.BytesIO()
    torch.save(checkpoint(model), file)
    (HERE / "regionclip.pth.gz").write_bytes(gzip.compress(file.getvalue(), mtime=0))
    scores, box_deltas = classify(model, embed(model, image, proposals))
    boxes, found, classes = detect(proposals, scores, box_deltas, image.shape[:2], photo.shape[:2])
    write_safetensors(
        HERE / "regionclip.safetensors",
        {
            "objectness_logits": logits,
            "anchor_deltas": deltas,
            "proposals": proposals,
            "class_logits": scores,
            "box_deltas": box_deltas,
            "detection_boxes": boxes,
            "detection_scores": found,
            "detection_classes": classes,
        },
    )
    print(image.shape, len(proposals), "proposals;", len(found), "detections of", len(classes.unique()), "classes", found[:8], found[-3:])
    print("logits", logits.std(), "anchor deltas", deltas.std(), "box deltas", box_deltas.std(), "class logits", scores.std())
    print("background wins", (scores.argmax(1) == K).sum().item(), "boxes", boxes[:5])


if __name__ == "__main__":
    main()
