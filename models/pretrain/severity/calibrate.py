"""python models/pretrain/severity/calibrate.py: trains the small detector on daytime-clear, then reports AP by domain and severity.

Writes models/pretrain/severity/results.json. Severity is chosen from it once, before any method is compared."""
import argparse, json, os, subprocess, time
import numpy as np
import torch
from ap import mean_ap
from detector import Detector, detect, loss, targets

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "..", "..", "..")
CACHE = os.path.join(ROOT, ".cache", "severity")
UNSEEN = ["night-clear", "dusk-rainy", "night-rainy", "daytime-foggy"]


def load(split, condition, severity, count):
    out = os.path.join(CACHE, f"{split}-{condition}-{severity}-{count}")
    if not os.path.exists(out + ".json"):
        subprocess.run(["npx", "tsx", os.path.join(HERE, "render.ts"), split, condition, str(severity), str(count), out], check=True, cwd=ROOT)
    images = np.fromfile(out + ".rgb", np.uint8).reshape(-1, 256, 256, 3)
    return images, json.load(open(out + ".json"))


def batch(images, rows):
    x = torch.from_numpy(images[rows]).permute(0, 3, 1, 2).float().div_(127.5).sub_(1)
    return x.contiguous(memory_format=torch.channels_last)


def flip(objects, size=256):
    return [[k, size - x2, y1, size - x1, y2] for k, x1, y1, x2, y2 in objects]


def train(steps, scenes, seed=0):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    images, objects = load("train", "daytime-clear", "default", scenes)
    prepared = [(targets(o), targets(flip(o))) for o in objects]
    model = Detector().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-2)
    start = time.time()
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 50) * max(0.02, (1 + np.cos(np.pi * step / steps)) / 2)
        rows = rng.choice(len(images), 8, replace=False)
        x = batch(images, rows)
        flips = rng.random(8) < 0.5
        x = torch.stack([im.flip(-1) if f else im for im, f in zip(x, flips)]).contiguous(memory_format=torch.channels_last)
        heat, shape, mask = (torch.stack(t) for t in zip(*[prepared[r][int(f)] for r, f in zip(rows, flips)]))
        with torch.autocast("cpu", torch.bfloat16):
            value = loss(model, x, heat, shape, mask)
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        if step % 100 == 0:
            print(f"step {step} loss {value.item():.3f} {time.time() - start:.0f}s", flush=True)
    return model.eval()


def evaluate(model, condition, severity, count):
    images, objects = load("val", condition, severity, count)
    found = [d for i in range(0, len(images), 20) for d in detect(model, batch(images, range(i, min(i + 20, len(images)))))]
    return round(mean_ap(found, objects), 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--steps", type=int, default=2500)
    parser.add_argument("--scenes", type=int, default=1200)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    model = train(options.steps, options.scenes)
    torch.save(model.state_dict(), os.path.join(CACHE, "detector.pt"))
    source = evaluate(model, "daytime-clear", "default", options.count)
    grid = {s: {d: evaluate(model, d, s, options.count) for d in UNSEEN} for s in ("0.0", "0.25", "0.5", "0.75", "1.0")}
    default = {d: evaluate(model, d, "default", options.count) for d in UNSEEN}
    result = {"steps": options.steps, "scenes": options.scenes, "source": source, "bySeverity": grid, "default": default,
              "defaultMean": round(float(np.mean(list(default.values()))), 1)}
    result["ratio"] = round(result["defaultMean"] / source, 3)
    json.dump(result, open(os.path.join(HERE, "results.json"), "w"), indent=1)
    print(json.dumps(result, indent=1))
