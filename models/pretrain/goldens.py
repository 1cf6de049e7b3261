"""What torch says: reference outputs for the tests of the TypeScript engine. models/README.md describes the files."""

import copy
import json
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from torch import Tensor

from export import MEAN, STD, onnx_run, write_json
from model import Clip
from optimisation import PROTOCOLS, losses, optimise, unit

TEXTS = [
    "an image taken during the day",
    "an image taken on a rain night",
    "a photo of a car",
    "Une CAFÉ à   Zürich,\tdon't   stop at 42nd!",
    "a 🚲 in the fog 🌫️ — 雨の夜",
    "a photo of a car in the fog on a snowy day",
    "a photo of a very long and winding street in the snow, taken late in the evening by a tired rider who could not "
    "find his bike, his bus, or his way home",
]
SOURCE, TARGETS = TEXTS[0], [TEXTS[1], "an image taken on a fog day"]
STEPS, RATE = 40, 0.01


def formula_image(index: int, width: int, height: int) -> np.ndarray:
    """uint8 [height, width, 3] from integers alone, so that a test can make the same image."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    values = (7 * x + 13 * y + 29 * c) if index == 0 else (x * y + 11 * x + 101 * c + 5 * y * y)
    return (values % 256).astype(np.uint8)


def normalise(images: np.ndarray) -> Tensor:
    """uint8 [B,H,W,3] to the model's input [B,3,H,W]."""
    x = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
    return (x - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)


def resize_and_crop(image: np.ndarray, size: int) -> np.ndarray:
    """torchvision's Resize(size, bicubic) and CenterCrop(size) on a PIL image."""
    height, width = image.shape[:2]
    short, long = min(width, height), max(width, height)
    long = int(size * long / short)
    width, height = (size, long) if width <= height else (long, size)
    resized = Image.fromarray(image).resize((width, height), Image.Resampling.BICUBIC)
    left, top = round((width - size) / 2), round((height - size) / 2)
    return np.asarray(resized.crop((left, top, left + size, top + size)))


def encode_texts(clip: Clip, tokenizer: Tokenizer, texts: list[str]) -> tuple[list[list[int]], Tensor]:
    """Texts that are too long are cut to the context and end with the end token, as CLIP's `truncate=True` does."""
    tokens = [tokenizer.encode(text).ids for text in texts]
    tokens = [ids if len(ids) <= clip.config.context_length else ids[: clip.config.context_length - 1] + ids[-1:] for ids in tokens]
    with torch.no_grad():
        embeddings = [unit(clip.encode_text(torch.tensor([ids], dtype=torch.int32)))[0] for ids in tokens]
    return tokens, torch.stack(embeddings)


def check_exports(clip: Clip, folder: Path, tokens: list[list[int]], images: Tensor) -> None:
    """ONNX and torch agree; so do texts that are padded and texts that stop at the end token."""
    context = clip.config.context_length
    padded = torch.tensor([(ids + [0] * context)[:context] for ids in tokens], dtype=torch.int32)
    with torch.no_grad():
        want_text, want_image = clip.encode_text(padded).numpy(), clip.encode_image(images).numpy()
    got_text = onnx_run(folder / "textual/model.onnx", {"text": padded.numpy()})
    errors = {"text": np.abs(got_text - want_text).max() / np.abs(want_text).max()}
    for row, ids in enumerate(tokens):
        short = onnx_run(folder / "textual/model.onnx", {"text": np.array([ids], np.int32)})
        errors[f"text {row}"] = np.abs(short[0] - want_text[row]).max() / np.abs(want_text).max()
    for path in sorted((folder / "visual").glob("*.onnx")):
        got = onnx_run(path, {"image": images.numpy()})
        errors[path.name] = np.abs(got - want_image).max() / np.abs(want_image).max()
    print("largest error of the exports, relative:", {key: float(f"{value:.1e}") for key, value in errors.items()})
    assert max(errors.values()) < 1e-5


def contiguous(tensor: Tensor) -> np.ndarray:
    """The bytes in the order of the shape: safetensors writes them as they lie, and torch may keep channels last."""
    return np.ascontiguousarray(tensor.numpy())


def write_tiny_goldens(clip: Clip, tokenizer: Tokenizer, folder: Path) -> None:
    goldens = folder / "goldens"
    goldens.mkdir(exist_ok=True)
    size = clip.config.image_size
    tokens, embeddings = encode_texts(clip, tokenizer, TEXTS)
    rows = [{"text": t, "tokens": i, "embedding": e.tolist()} for t, i, e in zip(TEXTS, tokens, embeddings)]
    write_json(goldens / "text.json", rows)

    images = np.stack([formula_image(0, size, size), formula_image(1, size, size)])
    wide = formula_image(1, 96, 80)
    inputs = normalise(images)
    with torch.no_grad():
        res4 = clip.visual.res4_features(inputs)
        layer4 = clip.visual.layer4(res4)
        visual = {
            "images": images,
            "input": contiguous(inputs),
            "res4": contiguous(res4),
            "layer4": contiguous(layer4),
            "embedding": clip.visual.attnpool(layer4).numpy(),
            "image_96x80": wide,
            "res4_96x80": contiguous(clip.visual.res4_features(normalise(wide[None]))),
        }
    save_file(visual, goldens / "visual.safetensors")
    check_exports(clip, folder, tokens, inputs)

    resized = {}
    for width, height in ((37, 53), (150, 90)):
        image = formula_image(0, width, height)
        resized[f"image_{width}x{height}"] = image
        resized[f"result_{width}x{height}"] = resize_and_crop(image, size)
    save_file(resized, goldens / "preprocess.safetensors")

    write_optimisation_goldens(clip, tokenizer, inputs, goldens)


def write_optimisation_goldens(clip: Clip, tokenizer: Tokenizer, inputs: Tensor, goldens: Path) -> None:
    embeddings = encode_texts(clip, tokenizer, [SOURCE, *TARGETS])[1]
    source, targets = embeddings[0], embeddings[1:]
    exact = copy.deepcopy(clip).double()
    document = {"sourcePrompt": SOURCE, "targetPrompts": TARGETS, "learningRate": RATE, "protocols": {}}
    arrays = {}
    for name, protocol in PROTOCOLS.items():
        steps, offsets = optimise(clip, protocol, inputs, source, targets, STEPS, RATE)
        exact_steps, exact_offsets = optimise(
            exact, protocol, inputs.double(), source.double(), targets.double(), STEPS, RATE
        )
        document["protocols"][name] = {
            "steps": steps,
            "float64": {
                "loss_total": [row["loss_total"] for row in exact_steps],
                "offsetsLargestDifference": (exact_offsets - offsets).abs().max().item(),
            },
        }
        arrays[f"offsets_{name}"] = offsets.numpy()
    write_json(goldens / "optimisation.json", document)

    draw = torch.Generator().manual_seed(11)
    with torch.no_grad():
        res4 = clip.visual.res4_features(inputs)
        z = clip.visual.embed_res4(res4)
    point = torch.randn(len(targets), *res4.shape[1:], generator=draw) * 0.3
    arrays["gradient_at"] = point.numpy()
    for name, protocol in PROTOCOLS.items():
        leaf = point.clone().requires_grad_()
        cosine, l1, _, _ = losses(clip, protocol, res4, z, unit(targets - source), leaf)
        (cosine + l1).backward()
        arrays[f"gradient_{name}"] = leaf.grad.numpy()
        arrays[f"gradient_{name}_loss"] = np.array([cosine.item(), l1.item()], np.float32)
    save_file(arrays, goldens / "optimisation.safetensors")


def write_builtin_goldens(clip: Clip, tokenizer: Tokenizer, folder: Path) -> None:
    """Small, because the built-in model is retrained: three prompts and one formula image."""
    tokens, embeddings = encode_texts(clip, tokenizer, TEXTS[:3])
    image = normalise(formula_image(0, clip.config.image_size, clip.config.image_size)[None])
    check_exports(clip, folder, tokens, image)
    with torch.no_grad():
        embedding = unit(clip.encode_image(image))[0]
    document = {
        "texts": [
            {"text": t, "tokens": i, "embedding": e.tolist()} for t, i, e in zip(TEXTS, tokens, embeddings)
        ],
        "image": {"formula": 0, "size": clip.config.image_size, "embedding": embedding.tolist()},
    }
    (folder / "goldens.json").write_text(json.dumps(document) + "\n")
