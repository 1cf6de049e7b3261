"""Files as PyTorch programs write them, of the tiny CLIP in ../tiny, for the tests of the readers.

Their weights are those of ../tiny/single, so each file is kept without them: `<name>.gz` is a line of JSON that says where which
tensor was cut out, and then the other bytes. `--full DIR` writes whole files of the public sizes, from random weights, for a test on request.
"""

import argparse
import gzip
import hashlib
import json
from collections import OrderedDict
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from model import Clip, ClipConfig, ModifiedResNet
from tiny import CONFIG, TINY

OUT = TINY / "torch"
SMALLEST_CUT = 32
PUBLIC = {
    "RN50": ClipConfig(1024, 224, (3, 4, 6, 3), 64, 77, 49408, 512, 8, 12),
    "RN101": ClipConfig(512, 224, (3, 4, 23, 3), 64, 77, 49408, 512, 8, 12),
}


class Archive(nn.Module):
    """What OpenAI's archives hold: CLIP with three numbers as buffers, its weights in fp16 but for the norms."""

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.visual, self.transformer, self.ln_final = clip.visual, clip.transformer, clip.ln_final
        self.token_embedding, self.positional_embedding = clip.token_embedding, clip.positional_embedding
        self.text_projection, self.logit_scale = clip.text_projection, clip.logit_scale
        config = clip.config
        for name, value in [
            ("input_resolution", config.image_size),
            ("context_length", config.context_length),
            ("vocab_size", config.vocab_size),
        ]:
            self.register_buffer(name, torch.tensor(value))

    def forward(self, image: Tensor) -> Tensor:
        return self.visual.conv1(image)


def convert_weights(module: nn.Module) -> None:
    """openai/CLIP `convert_weights`: convolutions, linear layers, attention and the text projection become fp16."""
    for part in module.modules():
        if isinstance(part, (nn.Conv2d, nn.Linear)):
            part.half()
        for name in ("in_proj_weight", "in_proj_bias", "text_projection"):
            if isinstance(getattr(part, name, None), nn.Parameter):
                getattr(part, name).data = getattr(part, name).data.half()


def save_openai(clip: Clip, path: Path) -> None:
    archive = Archive(clip).eval()
    convert_weights(archive)
    torch.jit.save(torch.jit.trace(archive, torch.zeros(1, 3, 64, 64).half()), str(path))


def timm_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The visual tower under the names of timm's ByobNet."""
    renamed = {}
    for name, tensor in state.items():
        parts = name.split(".")
        if parts[0].startswith(("conv", "bn")):
            parts = ["stem", "conv" + parts[0][-1], parts[0][:-1], *parts[1:]]
        elif parts[0].startswith("layer"):
            block = ["stages", str(int(parts[0][5:]) - 1), parts[1]]
            if parts[2] == "downsample":
                parts = [*block, "shortcut", "conv", "conv" if parts[3] == "0" else "bn", *parts[4:]]
            else:
                unit = {"1": "conv1_1x1", "2": "conv2_kxk", "3": "conv3_1x1"}[parts[2][-1]]
                parts = [*block, unit, parts[2][:-1], *parts[3:]]
        else:
            parts = ["head", {"positional_embedding": "pos_embed", "c_proj": "proj"}.get(parts[1], parts[1][0]), *parts[2:]]
        renamed[".".join(parts)] = tensor.contiguous()
    return renamed


class Predictor(nn.Module):
    """domaingen's classifier: the CLIP that it trains under two names, and a copy of the original."""

    def __init__(self, clip: Clip, original: Clip, width: int, dim: int) -> None:
        super().__init__()
        self.model, self.visual_enc, self.frozen_clip_model = clip, clip.visual, original
        self.projection = nn.Linear(width, dim)


class Domaingen(nn.Module):
    """The modules of vidit09/domaingen's detector that its checkpoints hold, under their names."""

    def __init__(self, clip: Clip, original: Clip, classes: int, targets: int) -> None:
        super().__init__()
        config = clip.config
        channels, dim = config.vision_width * 16, config.embed_dim
        self.offsets = nn.Parameter(torch.zeros(targets, channels, config.image_size // 16, config.image_size // 16))
        self.backbone = nn.Module()
        self.backbone.enc = clip.visual
        self.backbone.backbone_unchanged = clip.visual.layer3[:1]
        self.backbone.proj = nn.Linear(dim, dim)
        self.proposal_generator = nn.Module()
        rpn = self.proposal_generator.rpn_head = nn.Module()
        rpn.conv = nn.Conv2d(channels, channels, 3, padding=1)
        rpn.objectness_logits = nn.Conv2d(channels, 15, 1)
        rpn.anchor_deltas = nn.Conv2d(channels, 60, 1)
        self.roi_heads = nn.Module()
        box = self.roi_heads.box_predictor = nn.Module()
        box.cls_score = Predictor(clip, original, channels * 2, dim)
        box.bbox_pred = nn.Linear(channels * 2, classes * 4)
        self.roi_heads.clip_im_predictor = box.cls_score


def pattern(tensor: Tensor, step: int) -> None:
    """Values that are exact in fp32 and repeat, so that they hardly take space."""
    count = tensor.numel()
    tensor.data.copy_(((torch.arange(count) * step) % 251 - 125).float().div(1024).reshape(tensor.shape))


def save_domaingen(clip: Clip, original: Clip, path: Path, classes: int = 7, targets: int = 15) -> None:
    clip.visual.layer4[0].bn3.running_mean.fill_(0.25)  # stands for the fine-tuning
    model = Domaingen(clip, original, classes, targets)
    box, rpn = model.roi_heads.box_predictor, model.proposal_generator.rpn_head
    own = [model.offsets, *rpn.parameters(), *box.bbox_pred.parameters()]
    for index, tensor in enumerate(own):
        pattern(tensor, 3 + 2 * index)
    for linear in (model.backbone.proj, box.cls_score.projection):
        for tensor in linear.parameters():
            nn.init.zeros_(tensor)
    # As domaingen has it: one optimiser for the detector, one for the offsets.
    trained = torch.optim.SGD([*rpn.parameters(), *box.bbox_pred.parameters()], lr=1e-3, momentum=0.9)
    for group in trained.param_groups:
        for tensor in group["params"]:
            trained.state[tensor]["momentum_buffer"] = torch.zeros_like(tensor)
    checkpoint = {
        "model": model.state_dict(),
        "trainer": {
            "iteration": 44999,
            "hooks": {"BestCheckpointer": {"best_metric": np.float64(51.25), "best_iter": 39999}},
            "_trainer": {"optimizer1": trained.state_dict(), "optimizer2": torch.optim.Adam([model.offsets]).state_dict()},
            "metrics": np.arange(3, dtype=np.float32),
        },
        "iteration": 44999,
    }
    torch.save(checkpoint, path)


def clip_of(state: dict[str, Tensor], config: ClipConfig) -> Clip:
    clip = Clip(config).eval()
    clip.load_state_dict(state)
    return clip


def tiny_clip() -> Clip:
    state = load_file(TINY / "single" / "open_clip_model.safetensors")
    return clip_of({name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()}, CONFIG)


def write_all(clip_now, folder: Path, small: bool) -> None:
    """`clip_now` gives a fresh copy of the model each time."""
    folder.mkdir(parents=True, exist_ok=True)
    save_openai(clip_now(), folder / "openai.pt")
    state = clip_now().state_dict()
    torch.save(OrderedDict((name, tensor.half() if small and tensor.is_floating_point() else tensor) for name, tensor in state.items()),
               folder / "open_clip_pytorch_model.bin")  # fmt: skip
    visual = {name.removeprefix("visual."): tensor for name, tensor in state.items() if name.startswith("visual.")}
    save_file(timm_names(visual), folder / "timm.safetensors", metadata={"format": "pt"})
    save_domaingen(clip_now(), clip_now(), folder / "domaingen.pth")
    if small:
        torch.save({"state_dict": visual}, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    else:
        save_file({name: tensor.contiguous() for name, tensor in state.items()}, folder / "open_clip_model.safetensors")


def cut(path: Path, tensors: dict[str, np.ndarray]) -> None:
    """Removes the bytes of known tensors, each in fp16 or fp32."""
    data = path.read_bytes()
    cuts = []
    for name, values in tensors.items():
        for dtype, kind in (("<f2", "F16"), ("<f4", "F32")):
            stored = values.astype(dtype).tobytes()
            at = data.find(stored) if len(stored) >= SMALLEST_CUT else -1
            while at >= 0:
                cuts.append((at, at + len(stored), name, kind))
                at = data.find(stored, at + len(stored))
    rest, kept, end = [], [], 0
    for start, stop, name, kind in sorted(cuts):
        if start >= end:
            rest.append(data[end:start])
            kept.append([start, name, kind])
            end = stop
    rest.append(data[end:])
    header = json.dumps({"sha256": hashlib.sha256(data).hexdigest(), "cuts": kept}, separators=(",", ":"))
    Path(f"{path}.gz").write_bytes(gzip.compress(header.encode() + b"\n" + b"".join(rest), 9, mtime=0))
    path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", type=Path)
    parser.add_argument("--model", choices=PUBLIC, default="RN50")
    arguments = parser.parse_args()
    torch.manual_seed(0)
    if arguments.full:
        config = PUBLIC[arguments.model]
        state = Clip(config).eval().state_dict()
        write_all(lambda: clip_of(state, config), arguments.full, small=False)
        return
    write_all(tiny_clip, OUT, small=True)
    tensors = {name: tensor.numpy() for name, tensor in load_file(TINY / "single" / "open_clip_model.safetensors").items()}
    for path in list(OUT.iterdir()):
        if path.suffix != ".gz":
            cut(path, tensors)


if __name__ == "__main__":
    main()
