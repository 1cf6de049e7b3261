"""Contrastive pretraining: every image that a caption is true of is a positive. Resumes from its last checkpoint."""

import argparse
import math
import threading
import time
from collections import Counter
from pathlib import Path
from queue import Queue

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from captions import CLASSES, COLOURS, OBJECT, SCENE, Shown, Writer
from data import Batch, Batches, Images
from export import write_json
from model import Clip, ClipConfig
from tokenizer import caption_words, load_tokenizer, write_tokenizer

CACHE = Path(__file__).parents[2] / ".cache" / "pretrain"
CONTEXT = 77
BATCH, PEAK_RATE, WARM_UP, WEIGHT_DECAY, BATCH_NORM_MOMENTUM = 256, 2e-3, 200, 0.1, 0.03
CONTRAST_WEIGHT = 0.5
SEED = 1


def builtin_config(vocabulary: int) -> ClipConfig:
    return ClipConfig(
        embed_dim=128, image_size=96, vision_layers=(1, 2, 3, 1), vision_width=16,
        context_length=CONTEXT, vocab_size=vocabulary, text_width=128, text_heads=2, text_layers=3,
    )  # fmt: skip


def sample_captions(count: int, seed: int) -> list[str]:
    """Captions of imaginary images: every attribute is equally likely."""
    rng = np.random.default_rng(seed)
    writer = Writer(rng)

    def shown() -> Shown:
        time, weather, severity = int(rng.integers(3)), int(rng.integers(6)), float(rng.random())
        if rng.random() < 0.5:
            return Shown(OBJECT, int(rng.integers(len(CLASSES))), int(rng.integers(len(COLOURS))), time, weather, severity, ())
        contents = tuple(np.flatnonzero(rng.random(len(CLASSES)) < 0.5).tolist())
        return Shown(SCENE, -1, -1, time, weather, severity, contents)

    return [writer.caption(shown())[0] for _ in range(count)]


def prepare_tokenizer(folder: Path) -> None:
    """Every word of the captions ends up as one token; its words go to words.json."""
    words = caption_words(sample_captions(200_000, SEED))
    frequent = Counter({word: count for word, count in words.items() if count >= 3})
    write_tokenizer(folder, frequent, 10_000, CONTEXT)
    write_json(folder / "words.json", sorted(word for word in frequent if word.isalpha()))


def contrastive_loss(images: Tensor, texts: Tensor, scale: Tensor, batch: Batch) -> Tensor:
    """Soft cross-entropy both ways, in which a row's positives share its weight, and the two contrasts of like sentences."""
    logits = scale * F.normalize(images, dim=1) @ F.normalize(texts, dim=1).T
    captions, scenes = len(batch.matches), len(batch.conditions)
    of_captions = logits[:, :captions]
    to_image = batch.matches / batch.matches.sum(dim=1, keepdim=True)
    to_text = (batch.matches / batch.matches.sum(dim=0, keepdim=True)).T
    pairs = (F.cross_entropy(of_captions, to_text) + F.cross_entropy(of_captions.T, to_image)) / 2
    by_class = F.cross_entropy(logits[scenes:, captions : captions + len(CLASSES)], batch.classes)
    by_condition = F.cross_entropy(logits[:scenes, captions + len(CLASSES) :], batch.conditions)
    return pairs + CONTRAST_WEIGHT * (by_class + by_condition)


def rate_at(step: int, steps: int) -> float:
    if step < WARM_UP:
        return PEAK_RATE * (step + 1) / WARM_UP
    return PEAK_RATE * 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / max(1, steps - WARM_UP)))


def make_optimiser(clip: Clip) -> torch.optim.Optimizer:
    matrices = [p for name, p in clip.named_parameters() if p.ndim >= 2 and "embedding" not in name]
    others = [p for name, p in clip.named_parameters() if p.ndim < 2 or "embedding" in name]
    groups = [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": others, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=PEAK_RATE, betas=(0.9, 0.98), fused=True)


def prefetch(batches: Batches, first: int, last: int):
    queue: Queue = Queue(2)

    def work() -> None:
        for step in range(first, last):
            queue.put(batches[step])

    threading.Thread(target=work, daemon=True).start()
    for step in range(first, last):
        yield step, queue.get()


def train(folder: Path, images_folder: Path, samples: int, resume: bool, every_seconds: float, compiled: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    textual = folder / "textual"
    if not (resume and (textual / "words.json").exists()):
        prepare_tokenizer(textual)
    tokenizer = load_tokenizer(textual)
    torch.manual_seed(SEED)
    clip = Clip(builtin_config(tokenizer.get_vocab_size())).to(memory_format=torch.channels_last)
    for module in clip.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = BATCH_NORM_MOMENTUM
    optimiser = make_optimiser(clip)
    first, steps, checkpoint = 0, samples // BATCH, folder / "checkpoint.pt"
    if resume and checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        clip.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first = state["step"]
    images = Images(images_folder)
    print(f"{len(images)} images, vocabulary {tokenizer.get_vocab_size()}, steps {first} to {steps}", flush=True)

    def save(step: int) -> None:
        state = {"model": clip.state_dict(), "optimiser": optimiser.state_dict(), "step": step, "steps": steps}
        torch.save(state, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)

    clip.train()
    encode_image = torch.compile(clip.visual) if compiled else clip.visual
    started = saved = time.monotonic()
    running = 0.0
    for step, batch in prefetch(Batches(images, tokenizer, CONTEXT, BATCH, SEED), first, steps):
        for group in optimiser.param_groups:
            group["lr"] = rate_at(step, steps)
        with torch.autocast("cpu", torch.bfloat16):
            image_embeddings = encode_image(batch.images)
            text_embeddings = clip.encode_text(batch.text)
        scale = clip.logit_scale.clamp(max=math.log(100)).exp()
        loss = contrastive_loss(image_embeddings.float(), text_embeddings.float(), scale, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(clip.parameters(), 1.0)
        optimiser.step()
        running += loss.item()
        if (step + 1) % 50 == 0:
            speed = (step + 1 - first) * BATCH / (time.monotonic() - started)
            print(f"step {step + 1}/{steps} loss {running / 50:.4f} scale {scale.item():.1f} {speed:.0f} samples/s", flush=True)
            running = 0.0
        if time.monotonic() - saved > every_seconds:
            save(step + 1)
            saved = time.monotonic()
    save(steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=CACHE / "run", help="checkpoint and tokenizer")
    parser.add_argument("--images", type=Path, default=CACHE / "images")
    parser.add_argument("--samples", type=int, default=420_000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-seconds", type=float, default=120)
    parser.add_argument("--compile", action="store_true", help="a sixth faster after a minute; needs a C++ compiler")
    parser.add_argument("--resume", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    train(options.folder, options.images, options.samples, options.resume, options.save_seconds, options.compile)


if __name__ == "__main__":
    main()
