"""What each group of the catalogue measures in PyTorch: generators of (id, samples, details)."""

import sys
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, Tuple

import torch
import torch.nn.functional as F
from torch import Tensor

# In the repository; the kit has all files in one folder.
sys.path.append(str(Path(__file__).resolve().parent / "../../benchmarks/torch"))
from clock import Clock, Details  # noqa: E402
from detector_step import RegionOps, Sizes, detection, training_step  # noqa: E402
from model import ModifiedResNet  # noqa: E402
from optimisation_step import iteration, visual_config  # noqa: E402

try:
    from torchvision.ops import nms as torchvision_nms, roi_align as torchvision_roi_align
except Exception:  # a torchvision of another torch fails in more ways than by its absence
    torchvision_roi_align = None

Figure = Tuple[str, List[float], Details]
STRIDE = 16


class Absent(Exception):
    """Something cannot be measured here, for the reason that it says."""


class Work:
    """The sizes of a run with its device, and what times it."""

    def __init__(self, catalogue: Dict[str, Any], size: str, device: str) -> None:
        self.sizes, self.products = catalogue["sizes"][size], catalogue["products"]
        self.device, self.clock = device, Clock(device, catalogue["sizes"][size]["rounds"])

    def tower(self, name: str) -> ModifiedResNet:
        tower = self.sizes["towers"][name]
        model = ModifiedResNet(tuple(tower["blocks"]), tower["width"], tower["resolution"], tower["embeddingDim"])
        return model.eval().requires_grad_(False).to(self.device)

    def images(self, count: int) -> Tensor:
        image = self.sizes["image"]
        return torch.randn(count, 3, image["height"], image["width"], device=self.device)


def l_opt(name: str) -> Callable[[Work], Iterator[Figure]]:
    def figures(work: Work) -> Iterator[Figure]:
        tower, o = work.sizes["towers"][name], work.sizes["optimisation"]
        config = visual_config(tuple(tower["blocks"]), tower["width"], tower["resolution"], tower["embeddingDim"])
        step = iteration(config, o["crops"], o["targets"], work.images(o["images"]), o["cropSize"], work.device)
        samples, details = work.clock.long(step)
        yield f"l-opt-{name}", samples, {
            **details, "crops cut": "on the device, within the time",
            "pairs at once": o["crops"], "batch norms": "layers of their own, as in CLIP's code",
        }
        if name != "rn50":
            return
        model = work.tower(name)
        yield (f"l-opt-{name}-va", *va_of_crops(work, model))
        side = tower["resolution"] // STRIDE
        features = torch.rand(o["crops"], tower["width"] * 16, side, side, device=work.device)

        @torch.no_grad()
        def forward() -> None:
            for _ in range(o["targets"]):
                model.embed_res4(features)

        def back() -> None:
            for _ in range(o["targets"]):
                leaf = features.detach().requires_grad_(True)
                model.embed_res4(leaf).sum().backward()

        yield (f"l-opt-{name}-vb", *work.clock.long(forward))
        yield (f"l-opt-{name}-vb-gradient", *work.clock.long(back))

    return figures


def va_of_crops(work: Work, model: ModifiedResNet) -> Tuple[List[float], Details]:
    side = work.sizes["towers"]["rn50"]["resolution"]
    crops = torch.randn(work.sizes["optimisation"]["crops"], 3, side, side, device=work.device)
    return work.clock.long(without_gradient(lambda: model.res4_features(crops)))


def without_gradient(run: Callable[[], Any]) -> Callable[[], Any]:
    def inside() -> Any:
        with torch.no_grad():
            return run()

    return inside


def copies(work: Work) -> Iterator[Figure]:
    size = work.sizes["device"]["copyBytes"]
    source = torch.ones(size // 4, device=work.device)
    copy = torch.empty_like(source)
    samples, details = work.clock.short(lambda: copy.copy_(source))
    counted = {"bytes of a copy": f"{size} read and {size} written"}
    yield "copy-kernel", [2 * size / each / 1e9 for each in samples], {**details, **counted}


def seeded_values(count: int, seed: int) -> List[float]:
    """The numbers of src/tensor/seeded-tensor.ts."""
    state, values = (seed * 2654435761 + 12345) % 2**32, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append((state >> 8) / 2**23 - 1)
    return values


def random_boxes(count: int, width: int, height: int) -> List[List[float]]:
    """The boxes of src/engine/inspection/checks/check-pooling.ts."""
    draws = [(value + 1) / 2 for value in seeded_values(count * 4, 9)]
    boxes = []
    for at in range(0, count * 4, 4):
        x, y, w, h = draws[at : at + 4]
        left, top = (1.2 * x - 0.2) * width, (1.2 * y - 0.2) * height
        boxes.append([left, top, left + (0.02 + w * 0.6) * width, top + (0.02 + h * 0.6) * height])
    return boxes


def roi_aligns(work: Work) -> Iterator[Figure]:
    if torchvision_roi_align is None:
        raise Absent("torchvision is not there, and torch has no RoIAlign of its own")
    r = work.sizes["roiAlign"]
    features = torch.randn(1, r["channels"], r["height"], r["width"], device=work.device)

    def pool(boxes: Tensor, values: Tensor) -> Tensor:
        return torchvision_roi_align(values, [boxes], r["outputSize"], 1 / STRIDE, -1, True)

    for name, count in (("roi-align", r["regions"]), ("roi-align-1000", r["manyRegions"])):
        boxes = torch.tensor(random_boxes(count, r["width"] * STRIDE, r["height"] * STRIDE), device=work.device)
        yield (name, *work.clock.short(without_gradient(lambda boxes=boxes: pool(boxes, features))))
        if name == "roi-align":
            leaf = features.clone().requires_grad_(True)
            pooled = pool(boxes, leaf)
            dy = torch.ones_like(pooled)
            run = lambda pooled=pooled, leaf=leaf, dy=dy: torch.autograd.grad(pooled, leaf, dy, retain_graph=True)
            yield ("roi-align-gradient", *work.clock.short(run))
            del pooled, dy


def region_ops() -> Tuple[RegionOps, str]:
    if torchvision_roi_align is None:
        return RegionOps(), "RoIAlign as two products and NMS in numpy: torchvision is not there"

    def pool(features: Tensor, boxes: Tensor, images: Tensor, bins: int) -> Tensor:
        rows = torch.cat([images[:, None].to(boxes), boxes], 1)
        return torchvision_roi_align(features, rows, bins, 1 / STRIDE, -1, True)

    return RegionOps(pool, torchvision_nms), "RoIAlign and NMS of torchvision"


def detector_sizes(work: Work, **changes: Any) -> Sizes:
    tower, image, t = work.sizes["towers"]["rn50"], work.sizes["image"], work.sizes["training"]
    values = dict(
        layers=tuple(tower["blocks"]), width=tower["width"], resolution=tower["resolution"], embedding=tower["embeddingDim"],
        image=(image["height"], image["width"]), anchors=(32, 64, 128, 256, 512), rpn_batch=256, regions=t["regions"],
        pre_nms=t["preNms"], post_nms=t["postNms"], images=t["images"], learning_rate=1e-6, clip=False, device=work.device,
    )
    return Sizes(**{**values, **changes})


def training_steps(work: Work) -> Iterator[Figure]:
    ops, note = region_ops()
    t = work.sizes["training"]
    for images in dict.fromkeys((t["images"], t["fallbackImages"])):
        try:
            samples, details = work.clock.long(training_step(detector_sizes(work, images=images), ops))
        except RuntimeError as error:
            if "out of memory" not in str(error) or images == t["fallbackImages"]:
                raise
            torch.cuda.empty_cache()
            continue
        yield "training-step", samples, {**details, "images": images, "regions": t["regions"], "regions by": note}
        return


def detections(work: Work) -> Iterator[Figure]:
    ops, note = region_ops()
    d = work.sizes["detection"]
    run = detection(detector_sizes(work, images=1, pre_nms=d["preNms"], post_nms=d["postNms"]), ops)
    samples, details = work.clock.long(run)
    yield "detection", samples, {**details, "regions by": note, "boxes found": run()}


def forwards(work: Work) -> Iterator[Figure]:
    model, image = work.tower("rn50"), work.images(1)
    yield ("v-a-image", *work.clock.long(without_gradient(lambda: model.res4_features(image))))
    yield ("v-a-crops", *va_of_crops(work, model))


def convolutions(work: Work) -> Iterator[Figure]:
    p = work.sizes["products"]
    for product in work.products:
        kernel, side = product["kernel"], min(product["side"], p["largestSide"])
        inputs, outputs = (max(4, product[name] // p["channelDivisor"]) for name in ("inputs", "outputs"))
        x = torch.randn(p["crops"], inputs, side, side, device=work.device)
        weights = torch.randn(outputs, inputs, kernel, kernel, device=work.device)
        bias = torch.randn(outputs, device=work.device)
        run = lambda x=x, weights=weights, bias=bias, pad=(kernel - 1) // 2: F.relu_(F.conv2d(x, weights, bias, padding=pad))
        samples, details = work.clock.short(without_gradient(run), brief=True)
        flops = 2 * p["crops"] * side * side * inputs * outputs * kernel * kernel
        yield product["id"], [flops / each / 1e9 for each in samples], {**details, "bias and relu": "included"}


def device_costs(work: Work) -> Iterator[Figure]:
    if work.device != "cuda":
        raise Absent("there is no device beside the CPU")
    d, one = work.sizes["device"], torch.zeros(1, device=work.device)

    def launches() -> None:
        for _ in range(d["dispatches"]):
            one.add_(1)

    samples, details = work.clock.short(launches)
    yield "dispatch-one-submit", [each / d["dispatches"] for each in samples], {**details, "kernel": "one addition in place"}
    for name, size in (("small", d["smallBytes"]), ("large", d["largeBytes"])):
        host, there = torch.ones(size // 4), torch.ones(size // 4, device=work.device)
        for id, run in ((f"upload-{name}", lambda: there.copy_(host)), (f"read-back-{name}", lambda: host.copy_(there))):
            samples, details = work.clock.short(run)
            yield id, [size / each / 1e9 for each in samples], {**details, "bytes": size, "host memory": "pageable"}
    yield ("read-back-latency", *work.clock.short(one.item))


FIGURES: Dict[str, Callable[[Work], Iterator[Figure]]] = {
    "l-opt-rn50": l_opt("rn50"),
    "copy": copies,
    "roi-align": roi_aligns,
    "training-step": training_steps,
    "v-a": forwards,
    "detection": detections,
    "products": convolutions,
    "l-opt-rn101": l_opt("rn101"),
    "device": device_costs,
}
