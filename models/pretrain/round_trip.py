"""Reads a checkpoint that the playground exported, checks it in torch, and saves it again as a trainer would. `npm run round-trip` calls it."""

import argparse
import json
from pathlib import Path

import torch

from goldens import normalise
from model import ModifiedResNet

PREFIX = "backbone.enc."


def tower_of(model: dict) -> ModifiedResNet:
    state = {name.removeprefix(PREFIX): value for name, value in model.items() if name.startswith(PREFIX)}
    layers = tuple(len({name.split(".")[1] for name in state if name.startswith(f"layer{k}.")}) for k in (1, 2, 3, 4))
    positions, embed_dim = state["attnpool.positional_embedding"].shape[0], state["attnpool.c_proj.bias"].shape[0]
    tower = ModifiedResNet(layers, state["conv3.weight"].shape[0], 32 * round((positions - 1) ** 0.5), embed_dim)
    missing, unexpected = tower.load_state_dict(state, strict=False)
    lost = [name for name in missing if not name.endswith("num_batches_tracked")]
    if lost or unexpected:
        raise ValueError(f"missing {lost}, unexpected {unexpected}")
    return tower.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--image", type=Path, help="raw uint8 [R, R, 3] at the model's own size")
    parser.add_argument("--side", type=int)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    # The unpickler that refuses whatever is not plain data.
    checkpoint = torch.load(options.checkpoint, weights_only=True)
    model = checkpoint["model"]
    pixels = torch.frombuffer(bytearray(options.image.read_bytes()), dtype=torch.uint8).view(1, options.side, options.side, 3)
    with torch.no_grad():
        embedding = tower_of(model)(normalise(pixels.numpy()))[0]
    # As detectron2's checkpointer writes: an optimiser with momentum beside the model, and aliases that share storages.
    optimiser = torch.optim.SGD([torch.nn.Parameter(value.clone()) for value in model.values()], lr=0.1, momentum=0.9)
    for group in optimiser.param_groups:
        for parameter in group["params"]:
            parameter.grad = torch.zeros_like(parameter)
    optimiser.step()
    aliases = {name.replace(PREFIX, "roi_heads.box_predictor.cls_score.model.visual."): value for name, value in model.items()}
    trainer = {"iteration": 7, "optimizer1": optimiser.state_dict()}
    torch.save({"model": {**aliases, **model}, "trainer": trainer, "iteration": 7}, options.out)
    print(
        json.dumps(
            {
                "torch": torch.__version__,
                "tensors": len(model),
                "iteration": checkpoint["iteration"],
                "offsets": list(model["offsets"].shape) if "offsets" in model else None,
                "embedding": (embedding / embedding.norm()).tolist(),
            }
        )
    )


if __name__ == "__main__":
    main()
