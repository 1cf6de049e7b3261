"""Images as a D-FINE network takes them: `python network_input.py` rewrites network-input.json. Needs Pillow and numpy.

The networks were trained on `torchvision.transforms.v2.Resize(640)` of a PIL image and `ToDtype(scale=True)`: Pillow's own bilinear resize, then / 255.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 640
SIZES = [(48, 20), (1000, 750), (640, 640)]


def formula_image(width, height):
    """As `formulaImage(1, …)` of src/clip/testing.ts: integers alone, modulo 256."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return ((x * y + 11 * x + 101 * c + 5 * y * y) % 256).astype(np.uint8)


if __name__ == "__main__":
    cases = []
    for width, height in SIZES:
        resized = np.asarray(Image.fromarray(formula_image(width, height)).resize((SIDE, SIDE), Image.Resampling.BILINEAR))
        planes = (resized.astype(np.float32) / np.float32(255)).transpose(2, 0, 1)
        cases.append({
            "width": width,
            "height": height,
            "sha256": hashlib.sha256(np.ascontiguousarray(planes).tobytes()).hexdigest(),
            "first": [float(value) for value in planes[:, 0, :3].ravel()],
        })
    Path(__file__).with_name("network-input.json").write_text(json.dumps(cases, indent=1) + "\n")
