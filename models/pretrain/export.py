"""Writes a model as a bundle in the layout of the public CLIP ONNX exports."""

import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from model import Clip

MEAN = [0.48145466, 0.4578275, 0.40821073]
STD = [0.26862954, 0.26130258, 0.27577711]
OPSET = 17


class _Text(nn.Module):
    """Holds the text modules under CLIP's own names, so that the exported names are those of the whole model."""

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.transformer, self.token_embedding, self.ln_final = clip.transformer, clip.token_embedding, clip.ln_final
        self.positional_embedding, self.text_projection = clip.positional_embedding, clip.text_projection
        self.register_buffer("attn_mask", clip.attn_mask, persistent=False)

    def forward(self, text):
        return Clip.encode_text(self, text)


class _Image(nn.Module):
    """Holds the tower as `visual`, for the same reason."""

    def __init__(self, clip: Clip) -> None:
        super().__init__()
        self.visual = clip.visual

    def forward(self, image):
        return self.visual(image)


def _onnx_export(module: nn.Module, example, path: Path, names: tuple[str, str], axes: dict, fold: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    module.eval()
    mode = torch.onnx.TrainingMode.EVAL if fold else torch.onnx.TrainingMode.PRESERVE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, (example,), str(path), dynamo=False, opset_version=OPSET, do_constant_folding=fold, training=mode,
            input_names=[names[0]], output_names=[names[1]], dynamic_axes=axes,
        )  # fmt: skip
    onnx.checker.check_model(onnx.load(path), full_check=True)


def export_visual(clip: Clip, path: Path, folded: bool = False) -> None:
    """Unfolded, BatchNormalization nodes stay and initializers carry their state_dict names."""
    size = clip.config.image_size
    axes = {"image": {0: "batch_size"}, "image_embedding": {0: "batch_size"}}
    _onnx_export(_Image(clip), torch.zeros(2, 3, size, size), path, ("image", "image_embedding"), axes, folded)


def export_text(clip: Clip, path: Path) -> None:
    axes = {"text": {0: "batch_size", 1: "length"}, "text_embedding": {0: "batch_size"}}
    example = torch.zeros(2, 9, dtype=torch.int32)
    example[:, -1] = clip.config.vocab_size - 1
    _onnx_export(_Text(clip), example, path, ("text", "text_embedding"), axes, True)


def store_as_float16(path: Path) -> None:
    """The graph still computes in float32: each float initializer X is stored in fp16, and Cast(X) = X.f32 is what nodes read."""
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        values = onnx.numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size == 1:
            continue
        assert np.abs(values).max() < 65504, tensor.name
        tensor.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), tensor.name))
        casts.append(
            onnx.helper.make_node("Cast", [tensor.name], [tensor.name + ".f32"], "cast:" + tensor.name, to=onnx.TensorProto.FLOAT)
        )
    renamed = {node.input[0]: node.output[0] for node in casts}
    nodes = list(model.graph.node)
    for node in nodes:
        for index, name in enumerate(node.input):
            node.input[index] = renamed.get(name, name)
    del model.graph.node[:]
    model.graph.node.extend(casts + nodes)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def round_to_float16(clip: Clip) -> None:
    """Makes the torch model equal to what an fp16 bundle holds."""
    for tensor in [*clip.parameters(), *clip.buffers()]:
        if tensor.is_floating_point():
            tensor.data = tensor.data.half().float()


def onnx_run(path: Path, inputs: dict[str, np.ndarray]) -> np.ndarray:
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    return session.run(None, inputs)[0]


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


def export_bundle(clip: Clip, folder: Path) -> None:
    """Everything but the tokenizer, which training needed first."""
    write_json(folder / "config.json", clip.config.to_open_clip())
    preprocessing = {
        "size": [clip.config.image_size] * 2,
        "mode": "RGB",
        "mean": MEAN,
        "std": STD,
        "interpolation": "bicubic",
        "resize_mode": "shortest",
        "fill_color": 0,
    }
    write_json(folder / "visual" / "preprocess_cfg.json", preprocessing)
    export_visual(clip, folder / "visual" / "model.onnx")
    export_text(clip, folder / "textual" / "model.onnx")
