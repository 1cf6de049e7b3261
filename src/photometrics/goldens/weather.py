"""Goldens of fog and night in numpy: `python3 weather.py` rewrites weather.json.

Pictures are made by tools/twin/torch/weather.py. Before that it is held against the formulas, one pixel after the other, in plain Python.
"""

import json
import math
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "tools" / "twin" / "torch"))
import weather  # noqa: E402
from weather import Night, Rectangle  # noqa: E402

HEIGHT, WIDTH = 12, 16
y, x, c = np.mgrid[:HEIGHT, :WIDTH, :3]
picture = ((x * (7 + 3 * c) + y * (5 - c) + 60 * ((x // 5 + y // 4) % 3) * c) % 256).astype(np.uint8)
picture[0, 0], picture[0, 1] = 255, 0


def by_pixels(formula):
    """A formula of value, row, column and pixel, cut off to whole values."""
    rows = [[[formula(int(v), r, k, picture[r, k]) for v in picture[r, k]] for k in range(WIDTH)] for r in range(HEIGHT)]
    return np.clip(np.floor(rows), 0, 255).astype(np.uint8)


def fog_formula(value, row, column, _):
    # IA-YOLO's core/data_make.py, with its pixels those of a picture that is 500 wide.
    pixel = 500 / WIDTH
    rho = math.hypot(row - HEIGHT // 2, column - WIDTH // 2) * pixel
    t = math.exp(-0.08 * (-0.04 * rho + math.sqrt(500)))
    return 255 * (value / 255 * t + 0.5 * (1 - t))


def grey(pixel):
    return math.floor(0.2989 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2])


mean_grey = sum(grey(pixel) for pixel in picture.reshape(-1, 3).astype(int)) / (HEIGHT * WIDTH)
sigma = 100 * HEIGHT / 600


def glare_formula(value, row, column, _):
    k = math.exp(-0.5 * ((row - 3) ** 2 + (column - 8) ** 2) / sigma**2)
    return value * (1 - k) + 255 * k


for made, formula in [
    (weather.add_fog(picture, 0.08), fog_formula),
    (weather.with_gamma(picture, 2.5), lambda v, *_: 255.999 * (v / 255) ** 2.5),
    (weather.with_brightness(picture, 0.3), lambda v, *_: v * 0.3),
    (weather.with_contrast(picture, 0.3), lambda v, *_: 0.3 * v + 0.7 * mean_grey),
    (weather.with_glare(picture, 100, (0.25, 0.5)), glare_formula),
]:
    # The order of the operations may move a value across a whole number here and there.
    difference = np.abs(made.astype(int) - by_pixels(formula).astype(int))
    assert difference.max() <= 1 and (difference > 0).mean() < 0.02, (difference.max(), (difference > 0).mean())
noise = weather.with_noise(np.full((400, 400, 3), 100, np.uint8), 20, 7).astype(float) - 100
assert noise.min() == 0 and abs((noise > 0).mean() - 0.5) < 0.03  # Values below 1 are cut off.
assert abs(np.sqrt((noise**2).mean()) - 20 / math.sqrt(2)) < 0.6

corner, middle, empty = Rectangle(0, 0.3, 0.5, 1), Rectangle(0.2, 0.9, 0.1, 0.6), Rectangle(0.8, 0.2, 0, 1)
nights = [
    Night(None, [(weather.with_gamma, 2.5, [corner])], [], [], None),
    Night(None, [(weather.with_brightness, 0.3, [corner, empty]), (weather.with_contrast, 0.4, [middle])], [], [], None),
    Night(1.7, [(weather.with_brightness, 0.3, [])], [middle], [], None),
    Night(None, [(weather.with_brightness, 0.4, [])], [], [(100, (0.25, 0.5)), (9, (0.9, 0.1))], None),
    Night(None, [(weather.with_brightness, 0.4, [])], [], [], (49, 2**31 + 5)),
]
NAMES = {weather.with_gamma: "gamma", weather.with_brightness: "brightness", weather.with_contrast: "contrast"}


def record(rectangle):
    return {"rows": [rectangle.top, rectangle.bottom], "columns": [rectangle.left, rectangle.right]}


def steps(night):
    return [
        *([] if night.blur is None else [{"kind": "blur", "deviation": night.blur}]),
        *({"kind": NAMES[change], "amount": amount, "kept": [record(r) for r in kept]} for change, amount, kept in night.tones),
        {"kind": "restore", "kept": [record(r) for r in night.restored]},
        *({"kind": "glare", "deviation": deviation, "centre": centre} for deviation, centre in night.glares),
        *([] if night.noise is None else [{"kind": "noise", "deviation": night.noise[0], "seed": night.noise[1]}]),
    ]


flat = lambda pixels: pixels.reshape(-1).tolist()
cases = [
    *({"weather": {"kind": "fog", "density": d}, "result": flat(weather.add_fog(picture, d))} for d in (0.05, 0.14)),
    *({"weather": {"kind": "night", "steps": steps(night)}, "result": flat(night(picture))} for night in nights),
]
golden = {"width": WIDTH, "height": HEIGHT, "image": flat(picture), "cases": cases}
(HERE / "weather.json").write_text(json.dumps(golden) + "\n")
