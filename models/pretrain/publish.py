"""Turns the last checkpoint into models/builtin: fp16 weights, tokenizer, words, goldens."""

import argparse
import json
import shutil
from pathlib import Path

import torch

from export import export_bundle, round_to_float16, store_as_float16, write_json
from goldens import write_builtin_goldens
from model import Clip
from tokenizer import load_tokenizer
from train import CACHE, builtin_config


def neutralise_unseen_tokens(clip: Clip, tokenizer, words: list[str]) -> None:
    """Tokens that no caption held say nothing: they get the mean of the others instead of their random start."""
    seen = {token for word in words for token in tokenizer.encode(word).ids}
    unseen = torch.tensor([token not in seen for token in range(clip.config.vocab_size)])
    table = clip.token_embedding.weight.data
    table[unseen] = table[~unseen].mean(dim=0)


def shorten_embeddings(clip: Clip) -> None:
    """Raw embeddings come out near length 95, beside which the unit text direction that the protocol `paper` adds would vanish. An eighth
    is near 12; a power of two leaves every cosine as it was."""
    projection = clip.visual.attnpool.c_proj
    projection.weight.data /= 8
    projection.bias.data /= 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=CACHE / "run", help="of the checkpoint")
    parser.add_argument("--bundle", type=Path, default=Path(__file__).parents[1] / "builtin")
    options = parser.parse_args()
    textual = options.bundle / "textual"
    textual.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "tokenizer_config.json", "words.json"):
        shutil.copy(options.folder / "textual" / name, textual / name)
    tokenizer = load_tokenizer(textual)
    clip = Clip(builtin_config(tokenizer.get_vocab_size()))
    clip.load_state_dict(torch.load(options.folder / "checkpoint.pt", weights_only=True)["model"])
    clip.eval()
    neutralise_unseen_tokens(clip, tokenizer, json.loads((textual / "words.json").read_text()))
    shorten_embeddings(clip)
    round_to_float16(clip)
    export_bundle(clip, options.bundle)
    config = options.bundle / "config.json"
    write_json(config, {"name": "Built-in CLIP", **json.loads(config.read_text())})
    store_as_float16(options.bundle / "visual" / "model.onnx")
    store_as_float16(options.bundle / "textual" / "model.onnx")
    write_builtin_goldens(clip, tokenizer, options.bundle)


if __name__ == "__main__":
    main()
