"""Photometric transforms and policies of the CLIP the Gap playground, in numpy alone.

    python augment.py policy.json street.png out.png --prompt 0 --transform 0 --strength 0.8 --seed 1

The same records, the same operations and the same noise as the playground's; results agree within 1/255. `docs/photometrics.md` of the
playground has the definitions. An image is an array [height, width, 3] of uint8, RGB. Nothing here moves a pixel, so boxes stay. License: MIT.

    policy = Policy.read("policy.json")
    rng = np.random.default_rng(1)
    changed = policy(image, rng)          # with the policy's probability; else the image itself

torchvision v2 (not run by the playground's tests):

    class TextChosen(torch.nn.Module):    # before ToDtype; boxes pass through v2 untouched
        def __init__(self, path, seed):
            super().__init__()
            self.policy, self.rng = Policy.read(path), np.random.default_rng(seed)
        def forward(self, image, *rest):
            changed = self.policy(np.asarray(image.convert("RGB")), self.rng)
            return (PIL.Image.fromarray(changed), *rest) if rest else PIL.Image.fromarray(changed)

Albumentations (not run by the playground's tests):

    A.Lambda(image=lambda image, **_: policy(image, rng), name="text-chosen")

A mapper of detectron2 (not run by the playground's tests):

    class TextChosen(detectron2.data.transforms.Augmentation):
        def __init__(self, policy, rng):
            super().__init__()
            self._init({"policy": policy, "rng": rng})
        def get_transform(self, image):   # image as cfg.INPUT.FORMAT says; here BGR
            return ColorTransform(lambda bgr: self.policy(np.ascontiguousarray(bgr[..., ::-1]), self.rng)[..., ::-1])
    DatasetMapper(cfg, is_train=True, augmentations=[TextChosen(policy, rng), ResizeShortestEdge(600, 1333)])

Each worker of a data loader needs a generator of its own: np.random.default_rng([seed, worker_id]).
"""

import json
import math

import numpy as np

VERSION = 1
FAMILY = "photometrics-1"

# name: (low, high, identity, how a strength moves it)
PARAMETERS = {
    "exposure": (1 / 5, 5, 1, "factor"),
    "redGain": (math.exp(-0.5), math.exp(0.5), 1, "factor"),
    "blueGain": (math.exp(-0.5), math.exp(0.5), 1, "factor"),
    "gamma": (1 / 3, 3, 1, "factor"),
    "contrast": (0.1, 1.6, 1, "step"),
    "saturation": (0, 1.6, 1, "step"),
    "airDensity": (0, 2, 0, "step"),
    "airLight": (0, 1, 0.5, "fixed"),
    "horizon": (0.3, 0.6, 0.5, "fixed"),
    "blur": (0, 3, 0, "step"),
    "noise": (0, 0.1, 0, "step"),
}

GREY = (0.299, 0.587, 0.114)
WHITE = 255 * 256  # 8.8 bits
LEVELS = 1024


# --- Noise: Threefry-2x32, 20 rounds (Salmon et al. 2011) ---


def threefry(a, b, k0, k1):
    """Two arrays of words for counters (a, b) under the key (k0, k1)."""
    u32 = np.uint32
    a, b = np.atleast_1d(np.asarray(a, u32)), np.atleast_1d(np.asarray(b, u32))
    keys = [k0 & 0xFFFFFFFF, k1 & 0xFFFFFFFF, (k0 ^ k1 ^ 0x1BD11BDA) & 0xFFFFFFFF]
    a, b = a + u32(keys[0]), b + u32(keys[1])
    for group in range(5):
        for bits in ((13, 15, 26, 6), (17, 29, 16, 24))[group % 2]:
            a = a + b
            b = ((b << u32(bits)) | (b >> u32(32 - bits))) ^ a
        a = a + u32(keys[(group + 1) % 3])
        b = b + u32((keys[(group + 2) % 3] + group + 1) & 0xFFFFFFFF)
    return a, b


def noise_words(count, seed, stream):
    """`count` words of 32 bits: the blocks of the counters (0, stream), (1, stream), and so on, two words each."""
    blocks = np.arange((count + 1) // 2, dtype=np.uint32)
    words = threefry(blocks, np.full_like(blocks, stream), seed & 0xFFFFFFFF, seed >> 32)
    return np.stack(words, axis=1).reshape(-1)[:count]


def pixel_draws(height, width, seed):
    """Ten bits for each pixel and channel: [height, width, 3], 0 to 1023."""
    words = noise_words(height * width, seed, 0).reshape(height, width, 1)
    return ((words >> np.array([0, 10, 20], np.uint32)) & np.uint32(LEVELS - 1)).astype(np.int64)


def _normal_quantile(p):  # Wichura 1988, AS 241, short form
    q = p - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        return top / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
    r = math.sqrt(-math.log(p if q < 0 else 1 - p)) - 1.6
    size = (((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777) / (
        (0.12021132975 * r + 0.7370016425) * r + 1
    )
    return -size if q < 0 else size


NORMAL = np.array([_normal_quantile((level + 0.5) / LEVELS) for level in range(LEVELS)])


def _noisy_bytes(pixels, deviation, seed):
    scaled = np.floor(NORMAL * deviation * WHITE + 0.5).astype(np.int64)
    return _bytes(pixels + scaled[pixel_draws(*pixels.shape[:2], seed)])


def _bytes(pixels):
    return np.clip((pixels + 128) >> 8, 0, 255).astype(np.uint8)


def _round_byte(values):
    return np.clip(np.floor(values + 0.5), 0, 255).astype(np.uint8)


# --- Photometric transforms ---


def at_strength(parameters, strength):
    """All parameters at a part of their strength, 0 to 1; those left out are the identity."""
    result = {}
    for name, (_, _, identity, scale) in PARAMETERS.items():
        value = parameters.get(name, identity)
        if strength == 1 or scale == "fixed":
            result[name] = value
        elif scale == "factor":
            result[name] = identity * (value / identity) ** strength
        else:
            result[name] = identity + (value - identity) * strength
    return result


def apply_transform(image, parameters, seed=0, strength=1):
    """The image under a photometric transform, {"exposure": 0.3, ...}."""
    p = at_strength(parameters, strength)
    height, width, _ = image.shape
    curves = _tone_curves(image, p)
    pixels = np.stack([curves[channel][image[..., channel]] for channel in range(3)], axis=-1).astype(np.float64)
    light = GREY[0] * pixels[..., 0] + GREY[1] * pixels[..., 1] + GREY[2] * pixels[..., 2]
    light = light[..., None]
    pixels = np.clip(light + (pixels - light) * p["saturation"], 0, WHITE)
    row = (np.arange(height) + 0.5) / height - p["horizon"]
    depth = np.where(row <= 0.05, 1, 0.05 / np.maximum(row, 0.05))
    clear = np.exp(-p["airDensity"] * depth)[:, None, None]
    pixels = np.floor(pixels * clear + (p["airLight"] * WHITE * (1 - clear) + 0.5)).astype(np.int64)
    deviation = p["blur"] * min(width, height) / 256
    if deviation > 0:
        pixels = _blur(pixels, deviation)
    return _noisy_bytes(pixels, p["noise"], seed) if p["noise"] > 0 else _bytes(pixels)


def _tone_curves(image, p):
    white = 0.2126 * p["redGain"] + 0.7152 + 0.0722 * p["blueGain"]
    encoded = (np.arange(256) / 255) ** 2.2
    curves = [
        WHITE * np.minimum(1, gain / white * p["exposure"] * encoded) ** (p["gamma"] / 2.2)
        for gain in (p["redGain"], 1, p["blueGain"])
    ]
    mean = 0
    if p["contrast"] != 1:
        counts = [np.bincount(image[..., channel].reshape(-1), minlength=256) for channel in range(3)]
        mean = sum(GREY[c] * float(counts[c] @ curves[c]) for c in range(3)) / (image.size // 3)
    return [np.floor(np.clip(mean + (curve - mean) * p["contrast"], 0, WHITE) + 0.5).astype(np.int64) for curve in curves]


def _blur(pixels, deviation):
    """Two extended boxes in each direction (Gwosdek et al. 2011), with the variance of a Gaussian; integers of 8.8 bits."""
    variance = deviation * deviation / 2
    radius = math.floor((math.sqrt(12 * variance + 1) - 1) / 2)
    side, after = 2 * radius + 1, (radius + 1) ** 2
    share = side * (radius * (radius + 1) - 3 * variance) / (6 * (variance - after))
    inner, outer = 1 / (side + 2 * share), share / (side + 2 * share)
    for axis in (1, 0):
        for _ in range(2):
            wide = np.moveaxis(pixels, axis, 0)
            length = wide.shape[0]
            wide = np.concatenate([np.repeat(wide[:1], radius + 1, 0), wide, np.repeat(wide[-1:], radius + 1, 0)])
            sums = np.concatenate([np.zeros_like(wide[:1]), np.cumsum(wide, 0)])
            inside = sums[side + 1 : side + 1 + length] - sums[1 : 1 + length]
            ends = wide[:length] + wide[side + 1 : side + 1 + length]
            pixels = np.moveaxis(np.floor(inside * inner + ends * outer + 0.5).astype(np.int64), 0, axis)
    return pixels


# --- Corruptions of ImageNet-C, as the playground has them ---

CORRUPTIONS = {
    "gaussianNoise": [(0.08,), (0.12,), (0.18,), (0.26,), (0.38,)],
    "shotNoise": [(60,), (25,), (12,), (5,), (3,)],
    "impulseNoise": [(0.03,), (0.06,), (0.09,), (0.17,), (0.27,)],
    "speckleNoise": [(0.15,), (0.2,), (0.35,), (0.45,), (0.6,)],
    "gaussianBlur": [(1,), (2,), (3,), (4,), (6,)],
    "defocusBlur": [(3,), (4,), (6,), (8,), (10,)],
    "motionBlur": [(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)],
    "brightness": [(0.1,), (0.2,), (0.3,), (0.4,), (0.5,)],
    "saturate": [(0.3, 0), (0.1, 0), (2, 0), (5, 0.1), (20, 0.2)],
    "contrast": [(0.4,), (0.3,), (0.2,), (0.1,), (0.05,)],
    "jpeg": [(25,), (18,), (15,), (10,), (7,)],
    "pixelate": [(0.6,), (0.5,), (0.4,), (0.3,), (0.25,)],
}


def apply_corruption(image, name, severity, seed=0):
    """The image under an operation at a severity from 0 (nothing) to 5."""
    if severity == 0:
        return image.copy()
    values = CORRUPTIONS[name][severity - 1]
    pixel = min(image.shape[:2]) / 600
    return _OPERATIONS[name](image, seed, pixel, *values)


def _shot(image, seed, _, photons):
    counts = np.empty((256, LEVELS), np.int64)
    quantiles = (np.arange(LEVELS) + 0.5) / LEVELS
    for value in range(256):
        mean = value / 255 * photons
        probability = math.exp(-mean)
        sums = [probability]
        while sums[-1] < quantiles[-1]:
            probability *= mean / len(sums)
            sums.append(sums[-1] + probability)
        counts[value] = np.searchsorted(sums, quantiles, side="left")
    return _round_byte(255 * counts[image, pixel_draws(*image.shape[:2], seed)] / photons)


def _impulse(image, seed, _, share):
    half = math.floor(share * LEVELS / 2 + 0.5)
    draws = pixel_draws(*image.shape[:2], seed)
    return np.where(draws < half, 0, np.where(draws >= LEVELS - half, 255, image)).astype(np.uint8)


def _speckle(image, seed, _, deviation):
    return _round_byte(image * (1 + deviation * NORMAL)[pixel_draws(*image.shape[:2], seed)])


def _defocus(image, _, pixel, radius):
    radius *= pixel
    height, width, _ = image.shape
    margin = math.floor(radius) + 1
    wide = np.pad(image.astype(np.int64), ((0, 0), (margin, margin), (0, 0)), mode="edge")
    sums = np.concatenate([np.zeros((height, 1, 3), np.int64), np.cumsum(wide, 1)], 1)
    total, area = np.zeros(image.shape), 0
    last = math.ceil(radius - 0.5)
    for dy in range(-last, last + 1):
        reach = _half_disc(radius, dy + 0.5) - _half_disc(radius, dy - 0.5)
        side = max(0, math.floor(reach - 0.5))
        middle, edge = min(1, 2 * reach), max(0, reach - 0.5 - side)
        rows = np.clip(np.arange(height) + dy, 0, height - 1)
        at = lambda offset: sums[rows, margin + offset : margin + offset + width]
        ends = at(-side) - at(-side - 1) + (at(side + 2) - at(side + 1))
        total += middle * (at(side + 1) - at(-side)) + edge * ends
        area += middle * (2 * side + 1) + 2 * edge
    return _round_byte(total / area)


def _half_disc(radius, y):
    y = min(radius, max(-radius, y))
    return (y * math.sqrt(radius * radius - y * y) + radius * radius * math.asin(y / radius)) / 2


def _motion(image, seed, pixel, radius, deviation):
    radius, deviation = radius * pixel, deviation * pixel
    height, width, _ = image.shape
    angle = (int(noise_words(1, seed, 1)[0]) / 2**32 - 0.5) * (math.pi / 2)
    total, sums = np.zeros(image.shape), 0
    for step in range(math.floor(2 * radius + 0.5) + 1):
        weight = math.exp(-(step * step) / (2 * deviation * deviation))
        columns = np.minimum(np.arange(width) + math.ceil(step * math.cos(angle) - 0.5), width - 1)
        rows = np.clip(np.arange(height) + math.ceil(step * math.sin(angle) - 0.5), 0, height - 1)
        total += weight * image[rows][:, columns]
        sums += weight
    return _round_byte(total / sums)


def _brightness(image, _seed, _pixel, more):
    value = image.max(-1, keepdims=True).astype(np.float64)
    wanted = np.minimum(255, value + 255 * more)
    return _round_byte(np.where(value == 0, wanted, image * (wanted / np.maximum(value, 1))))


def _saturate(image, _seed, _pixel, factor, more):
    value = image.max(-1, keepdims=True).astype(np.float64)
    chroma = value - image.min(-1, keepdims=True)
    wanted = np.clip(chroma / np.maximum(value, 1) * factor + more, 0, 1)
    coloured = value - (value - image) * (wanted * value / np.maximum(chroma, 1))
    red = np.concatenate([value, value * (1 - wanted), value * (1 - wanted)], -1)
    return _round_byte(np.where(chroma == 0, red, coloured))


def _contrast(image, _seed, _pixel, factor):
    mean = image.reshape(-1, 3).astype(np.int64).sum(0) / (image.size // 3)
    return _round_byte(mean + (image - mean) * factor)


def _pixelate(image, _seed, _pixel, scale):
    height, width, _ = image.shape
    cells = [max(1, math.floor(side * scale)) for side in (height, width)]
    rows = np.floor((np.arange(height) + 0.5) * cells[0] / height).astype(int)
    columns = np.floor((np.arange(width) + 0.5) * cells[1] / width).astype(int)
    sums, counts = np.zeros((*cells, 3)), np.zeros((*cells, 1))
    np.add.at(sums, (rows[:, None], columns[None]), image)
    np.add.at(counts, (rows[:, None], columns[None]), 1)
    return _round_byte(sums / counts)[rows][:, columns]


_LUMINANCE = """16 11 10 16 24 40 51 61 12 12 14 19 26 58 60 55 14 13 16 24 40 57 69 56 14 17 22 29 51 87 80 62
18 22 37 56 68 109 103 77 24 35 55 64 81 104 113 92 49 64 78 87 103 121 120 101 72 92 95 98 112 100 103 99"""
_CHROMINANCE = "17 18 24 47 99 99 99 99 18 21 26 66 99 99 99 99 24 26 56 99 99 99 99 99 47 66 99 99" + 36 * " 99"
_COSINES = np.array(
    [
        [math.floor(8192 * (math.sqrt(0.5) / 2 if u == 0 else 0.5) * math.cos((2 * x + 1) * u * math.pi / 16) + 0.5) for x in range(8)]
        for u in range(8)
    ],
    np.float64,
)


def _jpeg(image, _seed, _pixel, quality):
    height, width, _ = image.shape
    r, g, b = (image[..., channel].astype(np.float64) for channel in range(3))
    y = _requantised(_round_byte(0.299 * r + 0.587 * g + 0.114 * b), 1, _LUMINANCE, quality)
    cb = _requantised(_round_byte(128 - 0.168736 * r - 0.331264 * g + 0.5 * b), 2, _CHROMINANCE, quality)
    cr = _requantised(_round_byte(128 + 0.5 * r - 0.418688 * g - 0.081312 * b), 2, _CHROMINANCE, quality)
    cb, cr = (plane.repeat(2, 0).repeat(2, 1)[:height, :width] - 128 for plane in (cb, cr))
    y = y[:height, :width]
    return _round_byte(np.stack([y + 1.402 * cr, y - 0.344136 * cb - 0.714136 * cr, y + 1.772 * cb], -1))


def _requantised(plane, side, table, quality):
    percent = 5000 // quality if quality < 50 else 200 - 2 * quality
    steps = np.clip((np.array(table.split(), int) * percent + 50) // 100, 1, 255).reshape(8, 8)
    more = [(-length) % (8 * side) for length in plane.shape]
    plane = np.pad(plane.astype(np.int64), ((0, more[0]), (0, more[1])), mode="edge")
    height, width = plane.shape[0] // side, plane.shape[1] // side
    plane = np.floor(plane.reshape(height, side, width, side).sum((1, 3)) / side**2 + 0.5)
    blocks = plane.reshape(height // 8, 8, width // 8, 8).swapaxes(1, 2) - 128
    frequencies = _COSINES @ blocks @ _COSINES.T
    frequencies = steps * np.sign(frequencies) * np.floor(np.abs(frequencies) / (8192.0**2 * steps) + 0.5)
    blocks = np.floor(_COSINES.T @ frequencies @ _COSINES / 8192.0**2 + 0.5)
    return np.clip(blocks + 128, 0, 255).swapaxes(1, 2).reshape(height, width)


_OPERATIONS = {
    "gaussianNoise": lambda image, seed, _, deviation: _noisy_bytes(image.astype(np.int64) * 256, deviation, seed),
    "shotNoise": _shot,
    "impulseNoise": _impulse,
    "speckleNoise": _speckle,
    "gaussianBlur": lambda image, _, pixel, deviation: _bytes(_blur(image.astype(np.int64) * 256, deviation * pixel)),
    "defocusBlur": _defocus,
    "motionBlur": _motion,
    "brightness": _brightness,
    "saturate": _saturate,
    "contrast": _contrast,
    "jpeg": _jpeg,
    "pixelate": _pixelate,
}


# --- Policies ---


def apply_record(image, record, seed=0, strength=1):
    """The image under a transform of a policy: photometric parameters, or a corruption, which has no strength besides its severity."""
    if "corruption" in record:
        return apply_corruption(image, record["corruption"], record["severity"], seed)
    return apply_transform(image, record["parameters"], seed, strength)


class Policy:
    """Transforms with weights for each prompt: what text chose. Called on an image it draws one."""

    def __init__(self, content):
        if content.get("version") != VERSION or content.get("family") != FAMILY:
            raise ValueError(
                f"This file has version {content.get('version')} and family {content.get('family')}; "
                f"this augment.py reads version {VERSION} of {FAMILY}. Take the augment.py that was exported with the policy."
            )
        if content["strength"]["law"] != "uniform-from-least":
            raise ValueError(f"There is no law of strength {content['strength']['law']}; there is uniform-from-least.")
        for prompt in content["prompts"]:
            for record in prompt["transforms"]:
                _check(record)
        self.content = content

    @classmethod
    def read(cls, path):
        with open(path, encoding="utf-8") as file:
            return cls(json.load(file))

    def draw(self, rng):
        """A record, a strength and a seed for the noise: prompts alike, transforms by weight, strength as the policy's law says."""
        prompt = self.content["prompts"][rng.integers(len(self.content["prompts"]))]
        weights = np.array([record["weight"] for record in prompt["transforms"]])
        record = prompt["transforms"][rng.choice(len(weights), p=weights / weights.sum())]
        strength = rng.uniform(record.get("leastStrength", 0), 1)
        return record, strength, int(rng.integers(2**32))

    def __call__(self, image, rng):
        if rng.random() >= self.content["probability"]:
            return image
        record, strength, seed = self.draw(rng)
        return apply_record(image, record, seed, strength)


def _check(record):
    if "corruption" in record:
        if record["corruption"] not in CORRUPTIONS or record["severity"] not in range(6):
            raise ValueError(f"There is no corruption {record['corruption']} of severity {record['severity']}.")
        return
    for name, value in record["parameters"].items():
        if name not in PARAMETERS:
            raise ValueError(f"There is no parameter {name}; the parameters of {FAMILY} are {', '.join(PARAMETERS)}.")
        low, high = PARAMETERS[name][:2]
        if not low <= value <= high:
            raise ValueError(f"{name} is {value}, which is not from {low} to {high}.")


def _main():
    import argparse

    from PIL import Image

    parser = argparse.ArgumentParser(description="One transform of a policy on one picture.")
    parser.add_argument("policy")
    parser.add_argument("image")
    parser.add_argument("out")
    parser.add_argument("--prompt", type=int, default=0, help="number of the prompt, from 0")
    parser.add_argument("--transform", type=int, default=0, help="number of the transform, from 0")
    parser.add_argument("--strength", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    record = Policy.read(asked.policy).content["prompts"][asked.prompt]["transforms"][asked.transform]
    image = np.asarray(Image.open(asked.image).convert("RGB"))
    Image.fromarray(apply_record(image, record, asked.seed, asked.strength)).save(asked.out)


if __name__ == "__main__":
    _main()
