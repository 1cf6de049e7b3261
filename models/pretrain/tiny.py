"""The fixture model: random weights, real layout. `python tiny.py` rewrites models/tiny with its goldens."""

import copy
from collections import Counter
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from export import export_bundle, export_visual
from goldens import write_tiny_goldens
from model import Clip, ClipConfig
from tokenizer import caption_words, load_tokenizer, write_tokenizer

TINY = Path(__file__).parent.parent / "tiny"
CONTEXT, MERGES = 77, 86
CONFIG = ClipConfig(
    embed_dim=32, image_size=64, vision_layers=(1, 1, 2, 1), vision_width=8,
    context_length=CONTEXT, vocab_size=512 + MERGES + 2, text_width=32, text_heads=2, text_layers=2,
)  # fmt: skip
CAPTIONS = [
    f"an image taken on a {weather} {time}"
    for weather in ("snow", "fog", "cloudy", "rain", "stormy")
    for time in ("night", "day", "evening")
] + [f"a photo of a {name}" for name in ("bus", "bike", "car", "motor", "person", "rider", "truck")] * 2


def randomise(clip: Clip, seed: int) -> None:
    """Every parameter and every batch statistic is far from its default, so that each one shows in the output."""
    draw = torch.Generator().manual_seed(seed)

    def uniform(tensor, low, high):
        tensor.data.copy_(torch.rand(tensor.shape, generator=draw) * (high - low) + low)

    def normal(tensor, mean, std):
        tensor.data.copy_(torch.randn(tensor.shape, generator=draw) * std + mean)

    for module in clip.modules():
        if isinstance(module, nn.Conv2d):
            normal(module.weight, 0, (2 / module.weight[0].numel()) ** 0.5)
        elif isinstance(module, nn.BatchNorm2d):
            uniform(module.weight, 0.6, 1.4)
            normal(module.bias, 0, 0.2)
            normal(module.running_mean, 0, 0.2)
            uniform(module.running_var, 0.5, 1.5)
        elif isinstance(module, nn.LayerNorm):
            uniform(module.weight, 0.7, 1.3)
            normal(module.bias, 0, 0.1)
        elif isinstance(module, nn.Linear):
            normal(module.weight, 0, 1.5 * module.in_features**-0.5)
            normal(module.bias, 0, 0.1)
    normal(clip.visual.attnpool.positional_embedding, 0, 0.3)
    clip.visual.attnpool.c_proj.weight.data *= 0.05  # embeddings of length 2 or so, as real ones
    clip.visual.attnpool.c_proj.bias.data *= 0.5
    normal(clip.token_embedding.weight, 0, 1)
    normal(clip.positional_embedding, 0, 0.3)
    for block in clip.transformer.resblocks:
        normal(block.attn.in_proj_weight, 0, 1.5 * 32**-0.5)
        normal(block.attn.in_proj_bias, 0, 0.1)


def export_single_file(clip: Clip, folder: Path) -> None:
    """The whole model in one file in fp16, as timm's hub repositories hold it."""
    state = {name: tensor.contiguous() for name, tensor in copy.deepcopy(clip).half().state_dict().items()}
    folder.mkdir(exist_ok=True)
    save_file(state, folder / "open_clip_model.safetensors")


def main() -> None:
    write_tokenizer(TINY / "textual", Counter(caption_words(CAPTIONS)), MERGES, CONTEXT)
    torch.manual_seed(0)
    clip = Clip(CONFIG).eval()
    randomise(clip, 7)
    export_bundle(clip, TINY)
    export_visual(clip, TINY / "visual" / "model-folded.onnx", folded=True)
    export_single_file(clip, TINY / "single")
    write_tiny_goldens(clip, load_tokenizer(TINY / "textual"), TINY)


if __name__ == "__main__":
    main()
