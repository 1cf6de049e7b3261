"""Goldens of the transforms from public/augment.py: `python3 photometrics.py` rewrites photometrics.json.

Before that augment.py is held against others: its noise against the known answers of Random123 (kat_vectors, threefry2x32 20 rounds), its
colours against Python's colorsys, its JPEG against Pillow's on grey pictures.
"""

import colorsys
import hashlib
import io
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "public"))
import augment  # noqa: E402

for (a, b), (k0, k1), answer in [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
]:
    assert tuple(int(word[0]) for word in augment.threefry(a, b, k0, k1)) == answer


def picture(width, height):
    """Soft colours with some edges, by whole numbers alone."""
    y, x, c = np.mgrid[:height, :width, :3]
    return ((x * (7 + 3 * c) + y * (5 - c) + 60 * ((x // 5 + y // 4) % 3) * c) % 256).astype(np.uint8)


for name, change in {
    "brightness": lambda h, s, v, more: (h, s, min(1, v + more)),
    "saturate": lambda h, s, v, factor, more: (h, min(1, max(0, s * factor + more)), v),
}.items():
    for severity in range(1, 6):
        ours = augment.apply_corruption(picture(24, 17), name, severity).reshape(-1, 3)
        for before, after in zip(picture(24, 17).reshape(-1, 3) / 255, ours):
            hsv = change(*colorsys.rgb_to_hsv(*before), *augment.CORRUPTIONS[name][severity - 1])
            assert np.abs(255 * np.array(colorsys.hsv_to_rgb(*hsv)) - after).max() <= 0.5 + 1e-9
rough = np.random.default_rng(1).integers(0, 256, (64, 64))
for severity in range(1, 6):
    grey = np.repeat(rough[..., None], 3, -1).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(grey[..., 0]).save(file, "JPEG", quality=augment.CORRUPTIONS["jpeg"][severity - 1][0])
    ours = augment.apply_corruption(grey, "jpeg", severity)[..., 0].astype(int)
    # Blocks in which one coefficient lies between two steps may fall either way.
    assert (np.abs(ours - np.asarray(Image.open(file)).astype(int)) <= 1).mean() > 0.93

TRANSFORMS = [
    {"exposure": 0.2, "gamma": 1.4},
    {"exposure": 3, "redGain": 1.5, "blueGain": 0.7},
    {"contrast": 0.3, "saturation": 0.2},
    {"contrast": 1.6, "saturation": 1.6, "gamma": 0.4},
    {"airDensity": 1.7, "airLight": 0.8, "horizon": 0.4},
    {"blur": 3, "noise": 0.03},
    {
        "exposure": 0.5, "redGain": 0.8, "blueGain": 1.3, "gamma": 0.8, "contrast": 0.7, "saturation": 0.6,
        "airDensity": 0.9, "airLight": 0.3, "horizon": 0.55, "blur": 1.3, "noise": 0.1,
    },
]

records = [{"parameters": parameters} for parameters in TRANSFORMS]
records += [
    {"corruption": name, "severity": 1 + number % 5} for number, name in enumerate(augment.CORRUPTIONS, start=2)
]
cases = []
for number, record in enumerate(records):
    width, height = [(24, 17), (13, 30)][number % 2]
    seed = [1, 2**40 + 12345][number % 2]
    strength = [1, 0.6][number // 2 % 2]
    result = augment.apply_record(picture(width, height), record, seed, strength)
    cases.append(
        {**record, "width": width, "height": height, "seed": seed, "strength": strength, "result": result.reshape(-1).tolist()}
    )
golden = {
    "augment": hashlib.sha256((HERE.parents[2] / "public" / "augment.py").read_bytes()).hexdigest(),
    "numpy": np.__version__,
    "family": augment.FAMILY,
    "parameters": augment.PARAMETERS,
    "corruptions": augment.CORRUPTIONS,
    "words": augment.noise_words(6, 2**40 + 12345, 3).tolist(),
    "pictures": [{"width": w, "height": h, "data": picture(w, h).reshape(-1).tolist()} for w, h in [(24, 17), (13, 30)]],
    "cases": cases,
}
(HERE / "photometrics.json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
