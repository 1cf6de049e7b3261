"""Detects with a detector's file in sets of cached scenes: python3 detect.py REQUEST.json. `npm run twin` counts what it writes by the playground's metrics.

The answer of each set is written whole, as soon as it is there.
"""

import json
import sys
from pathlib import Path
from typing import List

import numpy as np
import torch

from boxes import BOX_HEAD_WEIGHTS, clip_boxes, decode, nms, nonempty
from detector import Detector
from model_file import read_model
from scenes import Scenes, normalised
from tensor_file import read_tensors


def open_detector(model_file: Path, file: Path) -> Detector:
    model = read_model(model_file)
    weights, metadata = read_tensors(file)
    return Detector(model.clip, weights, json.loads(metadata["config"]), model.class_embeddings, []).eval()


@torch.no_grad()
def detect(detector: Detector, image: np.ndarray) -> List[list]:
    """[class, score, x1, y1, x2, y2] of each detection that the detector's own thresholds keep, best first."""
    tower = detector.tower
    pixels = torch.from_numpy(normalised(image[None])).to(detector.class_embeddings.device)
    res4 = tower.layer3(tower.layer2(tower.layer1_features(pixels)))
    logits, deltas = detector.propose(res4)
    proposals = detector.proposals(logits[0].cpu().numpy(), deltas[0].cpu().numpy(), tuple(res4.shape[2:]), "testing")
    class_logits, box_deltas = detector.box_head(res4, [proposals])
    scores = class_logits.softmax(1).cpu().numpy()
    boxes = clip_boxes(decode(proposals, box_deltas.cpu().numpy(), BOX_HEAD_WEIGHTS), image.shape[1], image.shape[0])
    return _postprocess(scores, boxes, detector.config)


def _postprocess(scores: np.ndarray, boxes: np.ndarray, config: dict) -> List[list]:
    found = []
    for k in range(boxes.shape[1]):
        rows = np.flatnonzero((scores[:, k] > np.float32(config["boxScoreThresh"])) & nonempty(boxes[:, k]))
        rows = rows[np.argsort(-scores[rows, k], kind="stable")]
        rows = rows[nms(boxes[rows, k], config["boxNmsThresh"], len(rows))]
        found += [[k, float(scores[row, k]), *(float(value) for value in boxes[row, k])] for row in rows]
    return sorted(found, key=lambda detection: -detection[1])[: config["detectionsPerImage"]]


def main() -> None:
    request = json.loads(Path(sys.argv[1]).read_text())
    torch.set_num_threads(request["threads"])
    detector = open_detector(request["model"], request["detector"]).to(request["device"])
    for task in request["sets"]:
        scenes, out = Scenes(task["scenes"]), Path(task["out"])
        found = [detect(detector, scenes[number].image) for number in scenes.numbers]
        part = out.with_suffix(".part")
        part.write_text(json.dumps(found))
        part.rename(out)
        print(f"detected in {len(found)} images of {task['scenes']}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
