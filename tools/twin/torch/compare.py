"""Takes the steps that the playground took, on what it drew: python3 compare.py REQUEST.json, which `npm run twin-compare` writes.

Each loss is computed twice: with the twin's own weights, which go their own way from the first step on, and with those that the playground
had at that step. The twin draws everything itself, too, and says where its own draws differ.
"""

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Dict, List

import numpy as np
import torch

from detector import Detector
from losses import NAMES
from model_file import read_model
from scenes import TABLES, Scene
from step import Batch, Targets, drawn_targets, step_losses
from targets import AnchorTargets, RegionTargets
from tensor_file import read_tensors
from train import open_trainer
from trainer import Trainer


@dataclass(frozen=True)
class SharedDraws:
    """What the playground drew for a step."""

    scenes: List[Scene]
    offsets: np.ndarray  # [B, C], added to V_a's output
    targets: Targets
    weights: Dict[str, np.ndarray]  # what it began with


def read_draws(folder: Path, step: int) -> SharedDraws:
    t, _ = read_tensors(folder / f"step-{step}.safetensors")
    ends = np.cumsum(t["gtCounts"])
    parts = [slice(end - count, end) for end, count in zip(ends, t["gtCounts"])]
    scenes = [
        Scene(to_bytes(pixels), t["gtBoxes"][part], t["gtClasses"][part].astype(np.int64)) for pixels, part in zip(t["pixels"], parts)
    ]
    anchors = []
    for labels, sampled, deltas in zip(t["anchorLabels"], t["anchorsSampled"], t["anchorDeltas"]):
        positives, negatives = np.flatnonzero(sampled * labels), np.flatnonzero(sampled * (1 - labels))
        anchors.append(AnchorTargets(np.concatenate([positives, negatives]), len(positives), deltas[positives]))
    regions = []
    for boxes, classes, deltas, count in zip(
        t["regionBoxes"], t["regionClasses"].reshape(t["regionBoxes"].shape[:2]), t["regionDeltas"], t["regionCounts"]
    ):
        regions.append(RegionTargets(boxes[:count], classes[:count].astype(np.int64), deltas[:count]))
    weights, _ = read_tensors(folder / f"weights-{step}.safetensors")
    return SharedDraws(scenes, t["res4Offsets"], Targets(anchors, regions), weights)


def to_bytes(pixels: np.ndarray) -> np.ndarray:
    """The image whose normalised pixels these are. Raises ValueError where there is none."""
    image = np.stack([np.searchsorted(TABLES[:, c], pixels[..., c]) for c in range(3)], -1)
    if not np.array_equal(np.stack([TABLES[np.minimum(image[..., c], 255), c] for c in range(3)], -1), pixels):
        raise ValueError("The playground's pixels are no normalised bytes: the normalisations differ.")
    return image.astype(np.uint8)


def without_background_deltas(targets: Targets, background: int) -> Targets:
    regions = [replace(target, deltas=target.deltas[target.classes < background]) for target in targets.regions]
    return Targets(targets.anchors, regions)


def same_sets(a: AnchorTargets, b: AnchorTargets) -> bool:
    return a.positives == b.positives and set(a.rows.tolist()) == set(b.rows.tolist())


def same_boxes(a: np.ndarray, b: np.ndarray) -> int:
    """How many regions of the first the second has, too, to a hundredth of a pixel, place for place."""
    count = min(len(a), len(b))
    return int((np.abs(a[:count] - b[:count]).max(1) < 0.01).sum())


def take_step(trainer: Trainer, shared: SharedDraws) -> Dict[str, object]:
    config, step = trainer.detector.config, trainer.steps_done
    targets = without_background_deltas(shared.targets, len(config["classes"]))
    own, augmented = trainer.batches.make(step)
    own_draws = drawn_targets(own, config, trainer.random_of(step))
    found: Dict[str, object] = {
        "imagesDrawnAlike": sum(np.array_equal(a.image, b.image) for a, b in zip(own.scenes, shared.scenes)),
        "objectsDrawnAlike": sum(np.array_equal(a.boxes, b.boxes) for a, b in zip(own.scenes, shared.scenes)),
    }

    def draw(proposals: List[np.ndarray], anchors: np.ndarray) -> Targets:
        mine = own_draws(proposals, anchors)
        found["anchorsDrawnAlike"] = sum(same_sets(a, b) for a, b in zip(mine.anchors, targets.anchors))
        found["regions"] = sum(len(target.boxes) for target in targets.regions)
        found["regionsDrawnAlike"] = sum(same_boxes(a.boxes, b.boxes) for a, b in zip(mine.regions, targets.regions))
        return targets

    offsets = torch.from_numpy(shared.offsets.copy())[:, :, None, None]
    batch = Batch(shared.scenes, layer1=own.layer1, res4=lambda features: features + offsets)
    there = losses_with(trainer.detector, shared.weights, batch, targets)
    taken = trainer.step_on(batch, draw, augmented)
    return {"augmented": augmented, "losses": {name: taken[name] for name in NAMES}, "lossesAtOurWeights": there, **found}


@torch.no_grad()
def losses_with(detector: Detector, weights: Dict[str, np.ndarray], batch: Batch, targets: Targets) -> Dict[str, float]:
    """The losses of other weights; the detector keeps its own."""
    trained = detector.trained()
    kept = {name: parameter.clone() for name, parameter in trained.items()}
    for name, parameter in trained.items():
        parameter.copy_(torch.from_numpy(weights[name].copy()))
    losses = step_losses(detector, batch, lambda *_: targets)
    for name, parameter in trained.items():
        parameter.copy_(kept[name])
    return {name: float(losses[name]) for name in NAMES}


def main() -> None:
    request = json.loads(Path(sys.argv[1]).read_text())
    torch.set_num_threads(request["threads"])
    trainer = open_trainer(request, read_model(request["model"]))
    folder = Path(request["draws"])
    steps = [take_step(trainer, read_draws(folder, step)) for step in range(request["training"]["steps"])]
    (folder / "twin.json").write_text(json.dumps({"torch": torch.__version__, "steps": steps}))


if __name__ == "__main__":
    main()
