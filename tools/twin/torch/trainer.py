"""A training that goes step by step and can be ended at any moment: all draws depend on seed and step number only."""

import os
import time
from pathlib import Path
from typing import Dict, List, Tuple

import numpy as np
import torch

from batches import BatchMaker
from detector import Detector
from losses import NAMES
from optimiser import clip_gradient, create_sgd, learning_rate
from seeded_random import Random
from step import Batch, DrawTargets, drawn_targets, step_losses


class Diverged(Exception):
    pass


class Trainer:
    def __init__(self, detector: Detector, training: dict, batches: BatchMaker) -> None:
        self.detector, self.training, self.batches = detector, training, batches
        self.parameters = detector.trained()
        self.optimiser = create_sgd(self.parameters.values(), training)
        self.steps_done, self.seconds = 0, 0.0
        self._random = Random(training["seed"])

    def step(self) -> Dict[str, object]:
        """What metrics.jsonl gets of it."""
        batch, augmented = self.batches.make(self.steps_done)
        draw = drawn_targets(batch, self.detector.config, self.random_of(self.steps_done))
        return self.step_on(batch, draw, augmented)

    def random_of(self, step: int) -> Random:
        """What a step draws from."""
        return self._random.fork(f"step {step}")

    def step_on(self, batch: Batch, draw: DrawTargets, augmented: bool) -> Dict[str, object]:
        """A step on a given batch and draws. Raises Diverged where a loss is not finite; the weights are then as before."""
        started = time.perf_counter()
        self.optimiser.zero_grad(set_to_none=True)
        losses = step_losses(self.detector, batch, draw)
        sum(losses.values()).backward()
        values = {name: float(losses[name].detach()) for name in NAMES}
        norm = clip_gradient(self.parameters.values(), self.training["gradientClip"])
        rate = learning_rate(self.steps_done, self.training)
        if not np.isfinite([*values.values(), norm]).all():
            raise Diverged(f"The loss is no longer finite at step {self.steps_done}. Lower the learning rate (now {rate}).")
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.step()
        self.seconds += time.perf_counter() - started
        step, self.steps_done = self.steps_done, self.steps_done + 1
        return {
            "step": step,
            "seconds": self.seconds,
            "lossTotal": sum(values.values()),
            **values,
            "augmented": augmented,
            "learningRate": rate,
            "gradientNorm": norm,
        }

    def save(self, path: Path) -> None:
        """Everything that a run needs to go on to the same result; the file is there whole or not at all."""
        state = {
            "training": self.training,
            "steps": self.steps_done,
            "seconds": self.seconds,
            "weights": {name: parameter.detach() for name, parameter in self.parameters.items()},
            "optimiser": self.optimiser.state_dict(),
        }
        part = Path(f"{path}.part")
        torch.save(state, part)
        os.replace(part, path)

    def restore(self, path: Path) -> None:
        """Raises ValueError for the checkpoint of another run."""
        state = torch.load(path, map_location=self.detector.class_embeddings.device)
        if state["training"] != self.training:
            raise ValueError(f"{path} belongs to a run with another configuration. Choose another --out, or remove it.")
        with torch.no_grad():
            for name, parameter in self.parameters.items():
                parameter.copy_(state["weights"][name])
        self.optimiser.load_state_dict(state["optimiser"])
        self.steps_done, self.seconds = state["steps"], state["seconds"]

    def weights(self) -> List[Tuple[str, np.ndarray]]:
        """As the detector's file has them: [O, I, h, w]."""
        return [(name, parameter.detach().cpu().contiguous().numpy()) for name, parameter in self.parameters.items()]
