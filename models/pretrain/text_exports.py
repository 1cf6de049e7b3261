"""Text towers as exporters leave them when they take OpenAI's QuickGELU for GELU. `python text_exports.py` rewrites models/tiny/exports."""

import json
import warnings
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from export import _Text
from model import Clip, ClipConfig
from tiny import randomise

EXPORTS = Path(__file__).parent.parent / "tiny" / "exports"
CONFIG = ClipConfig(
    embed_dim=8, image_size=32, vision_layers=(1, 1, 1, 1), vision_width=2,
    context_length=12, vocab_size=24, text_width=8, text_heads=2, text_layers=2,
)  # fmt: skip
TOKENS = [22, 5, 9, 1, 23, 0, 0, 0, 0, 0, 0, 0]


class GeluMlp(nn.Module):
    def __init__(self, mlp: nn.Module) -> None:
        super().__init__()
        self.c_fc, self.c_proj = mlp.c_fc, mlp.c_proj

    def forward(self, x: Tensor) -> Tensor:
        return self.c_proj(nn.functional.gelu(self.c_fc(x)))


class Normalised(nn.Module):
    """immich's export of 2025: batch and length are fixed, and the embedding has unit length."""

    def __init__(self, text: nn.Module) -> None:
        super().__init__()
        self.text = text

    def forward(self, text: Tensor) -> Tensor:
        return nn.functional.normalize(self.text(text), dim=-1)


def export(module: nn.Module, name: str, opset: int, dtype: torch.dtype) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, (torch.tensor([TOKENS], dtype=dtype),), str(EXPORTS / name), dynamo=False, opset_version=opset,
            input_names=["text"], output_names=["embedding"],
        )  # fmt: skip


def main() -> None:
    EXPORTS.mkdir(exist_ok=True)
    torch.manual_seed(0)
    clip = Clip(CONFIG).eval()
    randomise(clip, 11)
    for block in clip.transformer.resblocks:
        block.mlp.c_proj.weight.data *= 6  # the two activations then differ visibly
    text = Normalised(_Text(clip)).eval()
    tokens = torch.tensor([TOKENS])
    answers = {"tokens": TOKENS}
    with torch.no_grad():
        answers["quickGelu"] = text(tokens)[0].tolist()
        for block in clip.transformer.resblocks:
            block.mlp = GeluMlp(block.mlp)
        answers["gelu"] = text(tokens)[0].tolist()
        export(text, "erf-opset17.onnx", 17, torch.int32)
        export(text, "gelu-opset20.onnx", 20, torch.int64)
    difference = np.abs(np.subtract(answers["gelu"], answers["quickGelu"])).max()
    assert difference > 0.01, difference
    (EXPORTS / "answers.json").write_text(json.dumps(answers) + "\n")


if __name__ == "__main__":
    main()
