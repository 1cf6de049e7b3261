"""The playground's measurements in PyTorch, on the same card: `python3 measure.py --size full --seconds 120`.

Prints one JSON object a line, as they come: first {"torch", "device", "cuda"}, then {"id", "title", "unit", "samples", "details"} with the
ids of src/engine/inspection/measurements/catalogue.json. What could not be measured has no samples, and `details.skipped` says why.
Exit code 3 without torch, 4 without CUDA (unless --device cpu, for trials).
"""

import argparse
import json
import re
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
# The kit has all files of files.json in one folder.
CATALOGUES = (HERE / "catalogue.json", HERE / "../../../src/engine/inspection/measurements/catalogue.json")


def say(line: dict) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


def filled_in(title: str, sizes: dict) -> str:
    def value(match: "re.Match[str]") -> str:
        at = sizes
        for key in match[1].split("."):
            at = at[key]
        return at if isinstance(at, str) else f"{at:,}"

    return re.sub(r"\{([\w.]+)\}", value, title)


def entries(catalogue: dict, size: str) -> list:
    """(id, group, title, unit) of everything that PyTorch measures, too."""
    sizes = catalogue["sizes"][size]
    listed = [(m["id"], m["group"], filled_in(m["title"], sizes), m["unit"]) for m in catalogue["measurements"] if m["torch"]]
    return listed + [(p["id"], "products", product_title(p, sizes["products"]), "GFLOP/s") for p in catalogue["products"]]


def product_title(product: dict, sizes: dict) -> str:
    kernel, side = product["kernel"], min(product["side"], sizes["largestSide"])
    inputs, outputs = (max(4, product[name] // sizes["channelDivisor"]) for name in ("inputs", "outputs"))
    return f"Convolution {kernel}×{kernel} of {product['use']}, {sizes['crops']} × {side}², {inputs} → {outputs} channels"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", choices=("full", "small"), default="full")
    parser.add_argument("--seconds", type=float, default=240, help="no group is started that needs more than what is left")
    parser.add_argument("--device", choices=("cuda", "cpu"), default="cuda")
    parser.add_argument("--only", default="", help="groups, with commas between them")
    parser.add_argument("--probe", action="store_true", help="only the first line")
    parser.add_argument("--list", action="store_true", help="only the ids, one a line; needs no torch")
    return parser.parse_args()


def measure(options: argparse.Namespace, catalogue: dict, started: float) -> None:
    from figures import FIGURES, Absent, Work

    work = Work(catalogue, options.size, options.device)
    for group in catalogue["groups"]:
        name, needed = group["name"], group["seconds"][options.size]
        wanted = {id: (title, unit) for id, of, title, unit in entries(catalogue, options.size) if of == name}
        if options.only and name not in options.only.split(","):
            continue
        why = "it is not measured in PyTorch"
        try:
            if time.monotonic() - started + needed > options.seconds:
                raise Absent(f"it needs about {needed} s, which are not left")
            for id, samples, details in FIGURES[name](work):
                title, unit = wanted.pop(id)
                say({"id": id, "title": title, "unit": unit, "samples": samples, "details": details})
        except Absent as reason:
            why = str(reason)
        except Exception as error:  # the others are measured all the same
            why = f"failed: {type(error).__name__}: {error}"
        for id, (title, unit) in wanted.items():
            say({"id": id, "title": title, "unit": unit, "samples": [], "details": {"skipped": why}})


def main() -> int:
    started = time.monotonic()
    sys.stdout.reconfigure(encoding="utf-8")
    options = arguments()
    path = next(path for path in CATALOGUES if path.exists())
    catalogue = json.loads(path.read_text(encoding="utf-8"))
    if options.list:
        print("\n".join(id for id, *_ in entries(catalogue, options.size)))
        return 0
    try:
        import torch
    except ImportError as error:
        print(f"There is no torch: {error}", file=sys.stderr)
        return 3
    cuda = torch.cuda.is_available()
    if options.device == "cuda" and not cuda:
        print(f"torch {torch.__version__} finds no CUDA device.", file=sys.stderr)
        return 4
    device = torch.cuda.get_device_name() if options.device == "cuda" else f"CPU, {torch.get_num_threads()} threads"
    say({"torch": torch.__version__, "device": device, "cuda": torch.version.cuda})
    if not options.probe:
        torch.manual_seed(1)
        measure(options, catalogue, started)
    return 0


if __name__ == "__main__":
    sys.exit(main())
