"""The rendered images, their labels, and batches of image, caption and what matches what."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from captions import CLASSES, COLOURS, OBJECT, SCENE, TIMES, WEATHERS, Shown, Writer, as_arrays, matches
from export import MEAN, STD

SIDE = 96
SHIFT = 5  # pixels, at most


@dataclass(frozen=True)
class Label:
    shown: Shown
    scene: int
    size: float  # longer side of the object in the scene, pixels; 0 for a scene


def read_label(line: str) -> Label:
    row = json.loads(line)
    scene = row["kind"] == "scene"
    shown = Shown(
        kind=SCENE if scene else OBJECT,
        cls=-1 if scene else CLASSES.index(row["class"]),
        colour=COLOURS.index(row["colour"]) if not scene and row["colour"] in COLOURS else -1,
        time=TIMES.index(row["time"]),
        weather=WEATHERS.index(row["weather"]),
        severity=row["severity"],
        contents=tuple(row.get("contents", ())),
    )
    return Label(shown, row["scene"], row.get("size", 0.0))


class Images:
    """All shards `<name>.u8` with their `<name>.jsonl` in a folder; the pixels stay on disk."""

    def __init__(self, folder: Path, pattern: str = "*") -> None:
        self.pixels: list[np.ndarray] = []
        self.labels: list[Label] = []
        for path in sorted(folder.glob(f"{pattern}.u8")):
            labels = [read_label(line) for line in path.with_suffix(".jsonl").read_text().splitlines()]
            shard = np.memmap(path, np.uint8, "r").reshape(len(labels), SIDE, SIDE, 3)
            self.pixels.extend(shard)
            self.labels.extend(labels)
        if not self.labels:
            raise FileNotFoundError(f"no rendered images {pattern}.u8 in {folder}: run render.sh first")

    def __len__(self) -> int:
        return len(self.labels)


def to_input(pixels: np.ndarray) -> Tensor:
    """uint8 [B,H,W,3] to the normalised [B,3,H,W], in channels-last memory."""
    x = torch.from_numpy(pixels).permute(0, 3, 1, 2).float()
    mean, std = torch.tensor(MEAN).view(1, 3, 1, 1), torch.tensor(STD).view(1, 3, 1, 1)
    return (x - mean * 255) / (std * 255)


def pad_tokens(tokenizer: Tokenizer, captions: list[str], context_length: int) -> Tensor:
    rows = [encoding.ids for encoding in tokenizer.encode_batch(captions)]
    length = max(map(len, rows))
    assert length <= context_length
    return torch.tensor([row + [0] * (length - len(row)) for row in rows], dtype=torch.int32)


@dataclass(frozen=True)
class Batch:
    """The first half of the images are scenes, the others objects."""

    images: Tensor
    text: Tensor  # captions, then one sentence with each class, then one with each condition
    matches: Tensor  # [captions, images] 0 or 1
    conditions: Tensor  # of the scenes, indices into the condition sentences
    classes: Tensor  # of the objects, indices into the class sentences


class Batches:
    """Batch `step` depends on the seed and on `step` only, so training can stop and go on anywhere."""

    def __init__(self, images: Images, tokenizer: Tokenizer, context_length: int, size: int, seed: int) -> None:
        self.images, self.tokenizer, self.context_length, self.size, self.seed = images, tokenizer, context_length, size, seed
        kinds = np.array([label.shown.kind for label in images.labels])
        self.scenes, self.objects = np.flatnonzero(kinds == SCENE), np.flatnonzero(kinds == OBJECT)
        classes = np.array([images.labels[index].shown.cls for index in self.objects])
        frequent = np.bincount(classes, minlength=len(CLASSES))[classes] ** 0.5  # rare classes are drawn more often
        self.object_odds = (1 / frequent) / (1 / frequent).sum()

    def __getitem__(self, step: int) -> Batch:
        rng = np.random.default_rng([self.seed, step])
        half = self.size // 2
        chosen = np.concatenate(
            [rng.choice(self.scenes, self.size - half), rng.choice(self.objects, half, p=self.object_odds)]
        )
        pixels = np.empty((self.size, SIDE, SIDE, 3), np.uint8)
        line = np.arange(SIDE)
        for row, index in enumerate(chosen):
            shift_y, shift_x = rng.integers(-SHIFT, SHIFT + 1, 2)
            columns = np.clip(line + shift_x, 0, SIDE - 1)[:: 1 if rng.random() < 0.5 else -1]
            pixels[row] = self.images.pixels[index][np.clip(line + shift_y, 0, SIDE - 1)][:, columns]
        shown = [self.images.labels[index].shown for index in chosen]
        writer = Writer(rng)
        captions, stated = zip(*(writer.caption(row) for row in shown))
        truth = matches(as_arrays(list(stated)), as_arrays(shown))
        sentences = [*captions, *writer.class_contrast(), *writer.condition_contrast()]
        return Batch(
            to_input(pixels),
            pad_tokens(self.tokenizer, sentences, self.context_length),
            torch.from_numpy(truth).float(),
            torch.tensor([row.time * len(WEATHERS) + row.weather for row in shown if row.kind == SCENE]),
            torch.tensor([row.cls for row in shown if row.kind == OBJECT]),
        )
