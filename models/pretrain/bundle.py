"""The visual tower of an exported bundle, back in torch."""

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from model import ModifiedResNet


def load_visual(path: Path) -> ModifiedResNet:
    """Reads `visual/model.onnx` as export.py writes it: names of the state_dict, storage in fp16 behind casts, equal constants stored once."""
    graph = onnx.load(str(path)).graph
    stored = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()).float() for tensor in graph.initializer}
    passed = {node.output[0]: node.input[0] for node in graph.node if node.op_type in ("Cast", "Identity")}

    def origin(name: str) -> str:
        while name in passed:
            name = passed[name]
        return name

    state: dict[str, Tensor] = {name.removeprefix("visual."): value for name, value in stored.items()}
    for node in graph.node:
        if node.op_type == "BatchNormalization":
            norm = origin(node.input[1]).removeprefix("visual.").removesuffix(".weight")
            for part, name in zip(("weight", "bias", "running_mean", "running_var"), node.input[1:5]):
                state[f"{norm}.{part}"] = stored[origin(name)]
    width = state["conv3.weight"].shape[0]
    layers = tuple(len({name.split(".")[1] for name in state if name.startswith(f"layer{k}.")}) for k in (1, 2, 3, 4))
    positions, embed_dim = state["attnpool.positional_embedding"].shape[0], state["attnpool.c_proj.bias"].shape[0]
    visual = ModifiedResNet(layers, width, 32 * round((positions - 1) ** 0.5), embed_dim)
    missing, unexpected = visual.load_state_dict(state, strict=False)
    lost = [name for name in missing if not name.endswith("num_batches_tracked")]
    if lost or unexpected:
        raise ValueError(f"{path} is no visual tower of this model: missing {lost}, unexpected {unexpected}")
    return visual.eval().requires_grad_(False)
