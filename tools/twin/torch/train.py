"""Trains a detector as a request says: python3 train.py REQUEST.json. `npm run twin` writes the request and all files that it names.

It writes metrics.jsonl, checkpoint.pt and, at the end, detector.safetensors into the request's `out`. Ended and started again it goes on
from its last checkpoint to the same result.
"""

import json
import sys
from pathlib import Path
from typing import Callable

import numpy as np
import torch

from batches import BatchMaker
from detector import Detector, initial_heads
from methods import create_method
from model_file import Model, read_model
from scenes import Scene, Scenes
from seeded_random import Random
from tensor_file import write_tensors
from trainer import Diverged, Trainer


def scene_reader(places: list) -> Callable[[int, Random], Scene]:
    """A scene in the one domain, or in a domain drawn for each image."""
    sets = [Scenes(place) for place in places]
    if len(sets) == 1:
        return lambda index, random: sets[0][index]
    return lambda index, random: random.pick(sets)[index]


def open_trainer(request: dict, model: Model) -> Trainer:
    training = request["training"]
    weights = initial_heads(model.config, model.channels, training["seed"])
    detector = Detector(model.clip, weights, model.config, model.class_embeddings, training["trainable"])
    learned = None if request["learned"] is None else Path(request["learned"])
    method = create_method(training["method"], learned, training["seed"], model.channels // 4)
    batches = BatchMaker(training, len(Scenes(request["scenes"][0]).numbers), scene_reader(request["scenes"]), method)
    return Trainer(detector.to(request["device"]), training, batches)


def write_detector(path: Path, trainer: Trainer, model: Model, request: dict) -> None:
    metadata = {
        "format": "clip-the-gap-detector",
        "version": "1",
        "config": json.dumps(model.config),
        "provenance": json.dumps({**request["provenance"], "torch": torch.__version__}),
        "folded": "false",
    }
    write_tensors(path, {name: values.astype(np.float16) for name, values in trainer.weights()}, metadata)


def kept_lines(metrics: Path, steps: int) -> str:
    lines = metrics.read_text().splitlines(keepends=True) if metrics.exists() else []
    return "".join(lines[:steps])


def main() -> None:
    request = json.loads(Path(sys.argv[1]).read_text())
    torch.set_num_threads(request["threads"])
    out, model = Path(request["out"]), read_model(request["model"])
    trainer = open_trainer(request, model)
    checkpoint, metrics = out / "checkpoint.pt", out / "metrics.jsonl"
    if checkpoint.exists():
        trainer.restore(checkpoint)
    metrics.write_text(kept_lines(metrics, trainer.steps_done))
    steps, every = request["training"]["steps"], request["checkpointEvery"]
    with metrics.open("a") as log:
        while trainer.steps_done < steps:
            log.write(json.dumps(trainer.step()) + "\n")
            if trainer.steps_done % every == 0 or trainer.steps_done == steps:
                log.flush()
                trainer.save(checkpoint)
                rate = trainer.steps_done / trainer.seconds
                print(f"step {trainer.steps_done} of {steps}, {rate:.2f} steps a second", file=sys.stderr, flush=True)
    write_detector(out / "detector.safetensors", trainer, model, request)


if __name__ == "__main__":
    try:
        main()
    except (Diverged, ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        sys.exit(1)
