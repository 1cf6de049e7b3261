"""Faster R-CNN C4 on CLIP's tower: proposal network, proposals, box head with the text classifier (vidit09/domaingen, detectron2)."""

from typing import Dict, List, Sequence, Tuple

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from anchors import STRIDE, grid_anchors
from boxes import RPN_WEIGHTS, clip_boxes, decode, nms, nonempty
from roi_align import roi_align
from seeded_random import Random
from tower import Tower

RPN = "proposal_generator.rpn_head"
BBOX_PRED = "roi_heads.box_predictor.bbox_pred"
RPN_STD, BBOX_PRED_STD = 0.01, 0.001
TOWER_PREFIX = "visual."


def initial_heads(config: dict, channels: int, seed: int) -> Dict[str, np.ndarray]:
    """Weights of the layers that CLIP does not have, from noise; biases are 0. The playground draws the same."""
    random = Random(seed)
    per_cell = len(config["anchorSizes"]) * len(config["anchorRatios"])
    shapes = {
        f"{RPN}.conv": ((channels, channels, 3, 3), RPN_STD),
        f"{RPN}.objectness_logits": ((per_cell, channels, 1, 1), RPN_STD),
        f"{RPN}.anchor_deltas": ((per_cell * 4, channels, 1, 1), RPN_STD),
        BBOX_PRED: ((len(config["classes"]) * 4, channels * 2), BBOX_PRED_STD),
    }
    heads = {}
    for name, (shape, std) in shapes.items():
        heads[f"{name}.weight"] = (std * random.normals(int(np.prod(shape)))).astype(np.float32).reshape(shape)
        heads[f"{name}.bias"] = np.zeros(shape[0], np.float32)
    return heads


class Detector(torch.nn.Module):
    """`weights`: CLIP's tower, and over it the weights of a detector's file, or those that training starts with."""

    def __init__(self, clip: Dict[str, np.ndarray], weights: Dict[str, np.ndarray], config: dict, class_embeddings: np.ndarray, trainable: Sequence[str]) -> None:
        super().__init__()
        self.config = config
        tuned = {name[len(TOWER_PREFIX) :]: values for name, values in weights.items() if name.startswith(TOWER_PREFIX)}
        self.tower = Tower({**clip, **tuned}, trainable)
        self.head_names = {}
        for name, values in weights.items():
            if name.startswith(TOWER_PREFIX):
                continue
            tensor = torch.from_numpy(values.astype(np.float32))
            if tensor.dim() == 4:
                tensor = tensor.contiguous(memory_format=torch.channels_last)
            self.head_names[name] = name.replace(".", "_")
            self.register_parameter(self.head_names[name], torch.nn.Parameter(tensor))
        self.register_buffer("class_embeddings", torch.from_numpy(class_embeddings))
        self._anchors: Dict[Tuple[int, int], np.ndarray] = {}

    def trained(self) -> Dict[str, torch.nn.Parameter]:
        """By the names of the detector's file."""
        tower = {TOWER_PREFIX + name: parameter for name, parameter in self.tower.trained().items()}
        return {**tower, **{name: getattr(self, attribute) for name, attribute in self.head_names.items()}}

    def layer(self, name: str) -> Tuple[Tensor, Tensor]:
        return getattr(self, self.head_names[f"{name}.weight"]), getattr(self, self.head_names[f"{name}.bias"])

    def anchors(self, height: int, width: int) -> np.ndarray:
        if (height, width) not in self._anchors:
            self._anchors[height, width] = grid_anchors(self.config["anchorSizes"], self.config["anchorRatios"], height, width)
        return self._anchors[height, width]

    def propose(self, res4: Tensor) -> Tuple[Tensor, Tensor]:
        """Objectness [B, A] and deltas [B, A, 4] of all anchors."""
        hidden = F.relu(F.conv2d(res4, *self.layer(f"{RPN}.conv"), padding=1))
        answer = lambda name: F.conv2d(hidden, *self.layer(f"{RPN}.{name}")).permute(0, 2, 3, 1)
        return answer("objectness_logits").flatten(1), answer("anchor_deltas").reshape(len(res4), -1, 4)

    def proposals(self, logits: np.ndarray, deltas: np.ndarray, grid: Tuple[int, int], mode: str) -> np.ndarray:
        """Of one image, best first: the best logits → decoded → clipped → without empty ones → NMS. `mode` is training or testing."""
        order = np.argsort(-logits, kind="stable")[: self.config["rpnPreNmsTopN"][mode]]
        boxes = decode(self.anchors(*grid)[order], deltas[order], RPN_WEIGHTS)
        boxes = clip_boxes(boxes, grid[1] * STRIDE, grid[0] * STRIDE)
        boxes = boxes[nonempty(boxes) & np.isfinite(logits[order])]
        return boxes[nms(boxes, self.config["rpnNmsThresh"], self.config["rpnPostNmsTopN"][mode])]

    def box_head(self, res4: Tensor, boxes: List[np.ndarray]) -> Tuple[Tensor, Tensor]:
        """Class logits [R, K + 1], background last, and box deltas [R, K, 4]."""
        res5 = self.tower.layer4(roi_align(res4, boxes, self.config["poolerResolution"]))
        embedding = F.normalize(self.tower.attention_pool(res5), dim=1)
        scores = self.config["logitScale"] * embedding @ self.class_embeddings.T
        logits = torch.cat([scores, scores.new_zeros(len(scores), 1)], 1)
        deltas = F.linear(res5.mean((2, 3)), *self.layer(BBOX_PRED))
        return logits, deltas.view(len(deltas), -1, 4)
